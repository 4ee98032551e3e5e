package io.hauberk.request;

import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is calling: an authenticated identity with every proof that was verified for this request.
 *
 * <p>Two callers are equal when the same profile vouches for the same subject.
 */
public final class Caller implements Principal {
  private final List<Proof> proofs;
  private final Set<String> scopes;
  private final String id;

  /**
   * A caller with its verified proofs; the first one names it.
   *
   * @throws IllegalArgumentException if there is no proof: nobody is a caller without one
   */
  public static Caller of(List<Proof> proofs) {
    if (proofs.isEmpty()) {
      throw new IllegalArgumentException("a caller needs at least one verified proof");
    }
    List<Proof> all = List.copyOf(proofs);
    return new Caller(all, all);
  }

  /**
   * The same caller where only some of its proofs were asked for: these name it, and their scopes
   * are its own. The others are there, and grant nothing.
   *
   * @param profiles the profiles whose proofs were asked for
   * @throws IllegalArgumentException if no proof is of any of them
   */
  public Caller knownBy(Set<String> profiles) {
    List<Proof> asked = proofs.stream().filter(p -> profiles.contains(p.profile())).toList();
    if (asked.size() == proofs.size()) {
      return this;
    }
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("a caller needs at least one verified proof");
    }
    List<Proof> all = new ArrayList<>(asked);
    proofs.stream().filter(proof -> !asked.contains(proof)).forEach(all::add);
    return new Caller(List.copyOf(all), asked);
  }

  private Caller(List<Proof> proofs, List<Proof> granting) {
    this.proofs = proofs;
    Set<String> all = new LinkedHashSet<>();
    granting.forEach(proof -> all.addAll(proof.scopes()));
    this.scopes = Set.copyOf(all);
    this.id = proofs.get(0).profile() + ":" + proofs.get(0).subject();
  }

  /**
   * The subject that the first proof names: what {@code Principal} users see. Unique within one
   * issuer only.
   */
  @Override
  public String getName() {
    return proofs.get(0).subject();
  }

  /** Profile and subject: unique across issuers; what limits, policy and events use. */
  public String id() {
    return id;
  }

  /** Every scope that a proof grants, of those that were asked for. */
  public Set<String> scopes() {
    return scopes;
  }

  /** The verified proofs, never empty. */
  public List<Proof> proofs() {
    return proofs;
  }

  /** The proof that this profile verified, if it did. */
  public Optional<Proof> findProof(String profile) {
    return proofs.stream().filter(proof -> proof.profile().equals(profile)).findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Caller that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Caller[" + id + "]";
  }
}
