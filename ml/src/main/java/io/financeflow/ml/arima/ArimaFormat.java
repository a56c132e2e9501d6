package io.financeflow.ml.arima;

import io.financeflow.ml.arima.ArimaOrder.Part;
import io.financeflow.ml.forecaster.ModelBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The bytes of a saved model, after the frame of {@link ModelBytes}: p d q P D Q m, whether there
 * is a constant, whether it is of logarithms (a byte each); coefficients; log-likelihood, variance,
 * effective values; tail, state and covariance of the filter; why it is a simpler model (UTF-8).
 */
final class ArimaFormat {
  private static final String NAME = "arima";
  private static final int VERSION = 1;

  private ArimaFormat() {}

  static byte[] write(ArimaModel model) {
    return ModelBytes.write(NAME, VERSION, out -> write(model, out));
  }

  static ArimaModel read(byte[] saved) {
    return ModelBytes.read(saved, NAME, VERSION, ArimaFormat::read);
  }

  private static void write(ArimaModel model, DataOutputStream out) throws IOException {
    ArimaOrder order = model.spec().order();
    writePart(order.regular(), out);
    writePart(order.seasonal(), out);
    out.writeByte(order.period());
    out.writeBoolean(model.spec().constant());
    out.writeBoolean(model.log());
    ModelBytes.writeNumbers(out, model.coefficients().values());
    out.writeDouble(model.goodness().logLikelihood());
    out.writeDouble(model.goodness().sigma2());
    out.writeInt(model.goodness().effective());
    ModelBytes.writeNumbers(out, model.state().tail);
    ModelBytes.writeNumbers(out, model.state().state);
    ModelBytes.writeNumbers(out, model.state().covariance);
    out.writeUTF(model.simplerBecause().orElse(""));
  }

  private static ArimaModel read(DataInputStream in) throws IOException {
    ArimaOrder order = new ArimaOrder(readPart(in), readPart(in), in.readUnsignedByte());
    ArimaSpec spec = new ArimaSpec(order, in.readBoolean());
    boolean log = in.readBoolean();
    Coefficients coefficients = new Coefficients(spec, ModelBytes.readNumbers(in));
    Goodness goodness =
        new Goodness(in.readDouble(), in.readDouble(), spec.coefficients() + 1, in.readInt());
    FilterState state =
        new FilterState(
            ModelBytes.readNumbers(in), ModelBytes.readNumbers(in), ModelBytes.readNumbers(in));
    return new ArimaModel(coefficients, goodness, log, in.readUTF(), state);
  }

  private static void writePart(Part part, DataOutputStream out) throws IOException {
    out.writeByte(part.ar());
    out.writeByte(part.differences());
    out.writeByte(part.ma());
  }

  private static Part readPart(DataInputStream in) throws IOException {
    return new Part(in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedByte());
  }
}
