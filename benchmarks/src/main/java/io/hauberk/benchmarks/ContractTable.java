package io.hauberk.benchmarks;

import io.hauberk.benchmarks.ContractLoad.Cost;
import io.hauberk.benchmarks.ContractLoad.Loader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A contract from file to ready in a cold process, and what it holds on to. */
final class ContractTable {
  private static final List<String> CONTRACTS =
      List.of(
          "order/orders.openapi.json",
          "openapi/stripe/spec3-2022-04-12.json",
          "openapi/stripe/spec3-2023-09-12.yaml");

  static void run(int runs) throws IOException, InterruptedException {
    Table table = new Table(List.of("contract", "bytes", "loader", "time", "heap held"));
    for (String name : CONTRACTS) {
      Path file = Corpora.require(name);
      for (Loader loader : Loader.values()) {
        String time = "fails";
        String held = "";
        try {
          Cost cost = ContractLoad.measure(loader, file, runs);
          time = String.format(Locale.ROOT, "%,.0f ms", cost.millis());
          held = Table.bytes((double) cost.retainedBytes());
        } catch (IOException e) {
          System.out.println("- " + e.getMessage());
        }
        String bytes = Table.bytes((double) Files.size(file));
        table.row(List.of(file.getFileName().toString(), bytes, loader.title(), time, held));
      }
    }
    System.out.println("\nContracts, each load in a Java process of its own (" + runs + " runs):");
    table.print();
  }

  private ContractTable() {}
}
