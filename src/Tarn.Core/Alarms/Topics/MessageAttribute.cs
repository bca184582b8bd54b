namespace Tarn.Alarms.Topics;

/// <summary>Something said of a message besides its text.</summary>
/// <param name="Type"><c>String</c>, <c>String.Array</c>, <c>Number</c> or <c>Binary</c>.</param>
/// <param name="Value">Of binary, in base64.</param>
public sealed record MessageAttribute(string Type, string Value);
