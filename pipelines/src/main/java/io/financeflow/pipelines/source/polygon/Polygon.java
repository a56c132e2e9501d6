package io.financeflow.pipelines.source.polygon;

import io.financeflow.pipelines.source.DaySource;
import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.pipelines.source.FetchedList;
import io.financeflow.pipelines.source.Receipt;
import io.financeflow.pipelines.source.RequestLimit;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.Dividend;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.market.Listing;
import io.financeflow.schema.market.Split;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.apache.beam.sdk.util.Sleeper;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's endpoints as methods. Thread-safe.
 *
 * <p>Every method throws {@link VendorFailure} when the vendor refuses or keeps failing. Bars are
 * always asked for unadjusted. {@code next_url} is followed on our own base URL only, so a key
 * never goes to a host that a payload names.
 */
public final class Polygon {
  /** Name of this source in the tables. */
  public static final String SOURCE = "polygon";

  private static final int MOST_PAGES = 1_000;
  private static final ConcurrentHashMap<PolygonSettings, PolygonHttp.Channel> CHANNELS =
      new ConcurrentHashMap<>();

  private final HttpUrl base;
  private final PolygonHttp http;

  Polygon(PolygonSettings settings, PolygonHttp http) {
    this.base = Objects.requireNonNull(HttpUrl.get(settings.baseUrl()), "base URL");
    this.http = http;
  }

  /**
   * Returns a client that sends its requests under that limit. Connections, and a key once refused,
   * are shared with the other clients of these settings in this JVM.
   */
  public static Polygon open(PolygonSettings settings, RequestLimit limit) {
    RequestGate gate = new RequestGate(limit, System::nanoTime, Sleeper.DEFAULT);
    return new Polygon(
        settings,
        new PolygonHttp(
            CHANNELS.computeIfAbsent(settings, unused -> channel()),
            settings,
            gate,
            Sleeper.DEFAULT,
            () -> ThreadLocalRandom.current().nextDouble()));
  }

  private static PolygonHttp.Channel channel() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            // On a Flink cluster an idle connection also keeps the classes of a finished job.
            .connectionPool(new ConnectionPool(5, 30, TimeUnit.SECONDS))
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofSeconds(30))
            .callTimeout(Duration.ofMinutes(5))
            .build();
    return new PolygonHttp.Channel(client, new AtomicReference<>());
  }

  /**
   * Returns all bars of a session, over-the-counter tickers included when asked for.
   *
   * @param expected true when the session should have rows: an empty answer is then asked for once
   *     more, as the vendor is known to answer so by mistake; it stays empty when that is empty too
   */
  public FetchedDay groupedDay(LocalDate date, boolean includeOtc, boolean expected) {
    HttpUrl url =
        base.newBuilder()
            .addPathSegments("v2/aggs/grouped/locale/us/market/stocks/" + date)
            .addQueryParameter("adjusted", "false")
            .addQueryParameter("include_otc", String.valueOf(includeOtc))
            .build();
    FetchedDay day = groupedDay(url, date);
    return day.rows() == 0 && expected ? groupedDay(url, date) : day;
  }

  /** Returns the endpoint of all bars of a session as a source of sessions. */
  public DaySource days(boolean includeOtc) {
    return new DaySource() {
      @Override
      public String name() {
        return SOURCE;
      }

      @Override
      public FetchedDay day(LocalDate date, boolean expected) {
        return groupedDay(date, includeOtc, expected);
      }
    };
  }

  private FetchedDay groupedDay(HttpUrl url, LocalDate date) {
    PolygonHttp.Answer<DayCollector> answer =
        http.get(
            url,
            body -> {
              DayCollector rows = new DayCollector(BarFields.GROUPED, date);
              Envelope.read(body, rows);
              return rows;
            });
    DayCollector rows = answer.value();
    return new FetchedDay(rows.bars(), rows.rejects(), answer.receipt());
  }

  /** Returns the splits with an execution date in a range, both ends included. */
  public FetchedList<Split> splits(LocalDate from, LocalDate to) {
    ReferenceRows<Split> rows = new ReferenceRows<>(ReferenceRules::split, split -> split);
    return list(rows, List.of(range("v3/reference/splits", "execution_date", from, to)));
  }

  /** Returns the dividends with an ex-date in a range, both ends included. */
  public FetchedList<Dividend> dividends(LocalDate from, LocalDate to) {
    ReferenceRows<Dividend> rows =
        new ReferenceRows<>(
            ReferenceRules::dividend,
            d -> List.of(d.ticker(), d.exDividendDate(), d.type(), d.cashAmount()));
    return list(rows, List.of(range("v3/reference/dividends", "ex_dividend_date", from, to)));
  }

  /** Returns all listings of stocks, active and delisted. */
  public FetchedList<Listing> listings() {
    ReferenceRows<Listing> rows =
        new ReferenceRows<>(ReferenceRules::listing, l -> l.ticker() + " " + l.delistedDate());
    return list(rows, List.of(tickers(true), tickers(false)));
  }

  private HttpUrl range(String path, String field, LocalDate from, LocalDate to) {
    return base.newBuilder()
        .addPathSegments(path)
        .addQueryParameter(field + ".gte", from.toString())
        .addQueryParameter(field + ".lte", to.toString())
        .addQueryParameter("sort", field)
        .addQueryParameter("order", "asc")
        .addQueryParameter("limit", "1000")
        .build();
  }

  private HttpUrl tickers(boolean active) {
    return base.newBuilder()
        .addPathSegments("v3/reference/tickers")
        .addQueryParameter("market", "stocks")
        .addQueryParameter("active", String.valueOf(active))
        .addQueryParameter("sort", "ticker")
        .addQueryParameter("order", "asc")
        .addQueryParameter("limit", "1000")
        .build();
  }

  private <T> FetchedList<T> list(ReferenceRows<T> rows, List<HttpUrl> starts) {
    Receipt receipt = new Receipt(0, 0, SOURCE);
    for (HttpUrl start : starts) {
      Set<HttpUrl> seen = new HashSet<>();
      @Nullable HttpUrl next = start;
      while (next != null) {
        guard(next, seen);
        PolygonHttp.Answer<Fetched<T>> answer = http.get(next, body -> page(rows, body));
        rows.add(answer.value().page());
        receipt = receipt.plus(answer.receipt());
        next = onOurBase(answer.value().envelope().nextUrl());
      }
    }
    return new FetchedList<>(rows.rows(), rows.rejects(), receipt);
  }

  private record Fetched<T>(ReferenceRows<T>.Page page, Envelope envelope) {}

  private static <T> Fetched<T> page(ReferenceRows<T> rows, Reader body) throws IOException {
    ReferenceRows<T>.Page page = rows.new Page();
    return new Fetched<>(page, Envelope.read(body, page));
  }

  private static void guard(HttpUrl next, Set<HttpUrl> seen) {
    if (!seen.add(next) || seen.size() > MOST_PAGES) {
      throw new VendorFailure(
          IngestionStatus.FAILED,
          200,
          "the vendor's pages of "
              + next.encodedPath()
              + " never end (a cursor came twice): retry");
    }
  }

  private @Nullable HttpUrl onOurBase(@Nullable String nextUrl) {
    if (nextUrl == null || nextUrl.isEmpty()) {
      return null;
    }
    URI uri = URI.create(nextUrl);
    return base.newBuilder()
        .encodedPath(Objects.requireNonNullElse(uri.getRawPath(), "/"))
        .encodedQuery(uri.getRawQuery())
        .removeAllQueryParameters("apiKey")
        .build();
  }
}
