package io.hauberk.servlet;

/** A form is too large for its parameters to be told, where its limit only reports. */
final class FormTooLarge extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  static FormTooLarge ofOctets(long most) {
    return new FormTooLarge("This form has more than " + most + " octets. Read it as a stream.");
  }

  static FormTooLarge ofFields(long most) {
    return new FormTooLarge(
        "The form of this request has more than " + most + " fields. Read it as a stream.");
  }

  private FormTooLarge(String message) {
    super(message);
  }

  /** The same, told to somebody who asks once more. */
  FormTooLarge again() {
    return new FormTooLarge(String.valueOf(getMessage()));
  }
}
