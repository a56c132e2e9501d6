CREATE TABLE second (id int PRIMARY KEY);
