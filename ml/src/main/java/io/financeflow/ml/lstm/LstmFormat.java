package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.Scaler;
import io.financeflow.ml.lstm.LstmModel.Member;
import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The saved form of a model: settings, names of the features, scaling, then per network DL4J's ZIP
 * and each parameter as name, size and numbers in Fortran order. The latter need no DL4J; on
 * loading they are compared with the ZIP's, so that neither can be changed alone.
 */
final class LstmFormat {
  static final String NAME = "lstm";
  static final int VERSION = 1;
  private static final int MOST_MEMBERS = 50;

  private LstmFormat() {}

  static void write(
      DataOutputStream out,
      LstmSettings settings,
      List<String> features,
      Scaler scaler,
      LabelScale labels,
      List<Member> members)
      throws IOException {
    write(out, settings);
    out.writeInt(features.size());
    for (int k = 0; k < features.size(); k++) {
      out.writeUTF(features.get(k));
      out.writeDouble(scaler.mean().get(k));
      out.writeDouble(scaler.deviation().get(k));
    }
    out.writeDouble(labels.mean());
    out.writeDouble(labels.deviation());
    out.writeInt(members.size());
    for (Member member : members) {
      out.writeInt(member.bestEpoch());
      out.writeInt(member.epochs());
      out.writeDouble(member.validLoss());
      Snapshot.write(out, Snapshot.zip(member.network(), true));
      writeParameters(out, member.network());
    }
  }

  private static void write(DataOutputStream out, LstmSettings settings) throws IOException {
    out.writeUTF(settings.target().name());
    out.writeInt(settings.network().units());
    out.writeInt(settings.network().layers());
    out.writeInt(settings.network().lookBack());
    out.writeDouble(settings.network().dropout());
    out.writeUTF(settings.training().optimizer().name());
    out.writeDouble(settings.training().learningRate());
    out.writeInt(settings.training().batchSize());
    out.writeInt(settings.training().epochs());
    out.writeInt(settings.training().patience());
    out.writeInt(settings.seeds());
    out.writeLong(settings.seed());
  }

  private static void writeParameters(DataOutputStream out, MultiLayerNetwork network)
      throws IOException {
    Map<String, INDArray> parameters = network.paramTable();
    out.writeInt(parameters.size());
    for (Map.Entry<String, INDArray> parameter : parameters.entrySet()) {
      out.writeUTF(parameter.getKey());
      out.writeInt((int) parameter.getValue().size(0));
      Snapshot.write(out, Buffers.floats(parameter.getValue()));
    }
  }

  static LstmModel read(DataInputStream in) throws IOException {
    LstmSettings settings = settings(in);
    int count = within("features", in.readInt(), in.available() / 18);
    List<String> features = new ArrayList<>();
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      features.add(in.readUTF());
      mean.add(in.readDouble());
      deviation.add(in.readDouble());
    }
    LabelScale labels = new LabelScale(settings.target(), in.readDouble(), in.readDouble());
    List<Member> members = new ArrayList<>();
    int networks = within("networks", in.readInt(), MOST_MEMBERS);
    for (int i = 0; i < networks; i++) {
      members.add(member(in));
    }
    return new LstmModel(settings, features, new Scaler(mean, deviation), labels, members);
  }

  private static LstmSettings settings(DataInputStream in) throws IOException {
    Target target = Target.valueOf(in.readUTF());
    Network network = new Network(in.readInt(), in.readInt(), in.readInt(), in.readDouble());
    Training training =
        new Training(
            Optimizer.valueOf(in.readUTF()),
            in.readDouble(),
            in.readInt(),
            in.readInt(),
            in.readInt());
    return new LstmSettings(target, network, training, in.readInt(), in.readLong());
  }

  private static Member member(DataInputStream in) throws IOException {
    int bestEpoch = in.readInt();
    int epochs = in.readInt();
    double loss = in.readDouble();
    MultiLayerNetwork network = Snapshot.network(Snapshot.bytes(in), true);
    Map<String, float[]> parameters = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      in.readInt();
      parameters.put(name, Snapshot.numbers(in));
    }
    network
        .paramTable()
        .forEach(
            (name, array) -> {
              if (!Arrays.equals(parameters.get(name), Buffers.floats(array))) {
                throw new IllegalArgumentException("weights and ZIP differ in " + name);
              }
            });
    return new Member(network, bestEpoch, epochs, loss);
  }

  private static int within(String what, int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException("it says it has %d %s".formatted(count, what));
    }
    return count;
  }
}
