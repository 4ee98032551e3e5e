package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SamplingTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "0.01, 10", "0.25, 250", "0.5, 500", "0.999, 999", "1, 1000"})
  void takes_the_stated_part(double rate, long taken) {
    Sampling sampling = new Sampling(rate);
    assertEquals(taken, IntStream.range(0, 1000).filter(any -> sampling.takesNext()).count());
  }

  @Test
  void spreads_it_evenly() {
    Sampling sampling = new Sampling(0.25);
    assertEquals(
        "...x...x",
        IntStream.range(0, 8)
            .mapToObj(any -> sampling.takesNext() ? "x" : ".")
            .reduce("", String::concat));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void is_from_nothing_to_all(double rate) {
    assertThrows(
        IllegalArgumentException.class, () -> ResponseOptions.DEFAULT.withSampleRate(rate));
  }

  @Test
  void internal_hosts_are_ends_of_names() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ResponseOptions.DEFAULT.withInternalHosts(Set.of("*.corp.example")));
  }
}
