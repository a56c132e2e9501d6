/**
 * Recurrent networks that forecast the next return or its direction: Deeplearning4j networks whose
 * LSTM layer is our own {@link io.financeflow.ml.lstm.FusedLstm}.
 *
 * <p>Start with {@link io.financeflow.ml.lstm.LstmTraining}; {@link
 * io.financeflow.ml.lstm.LstmModel} is what comes out and what is saved.
 */
@NullMarked
package io.financeflow.ml.lstm;

import org.jspecify.annotations.NullMarked;
