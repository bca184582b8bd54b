namespace Tarn.Engine.Json;

/// <summary>Where the value of a member is in a block of text.</summary>
/// <param name="Start">Of its first byte; of a text, the quote.</param>
/// <param name="Length">In bytes, with quotes.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct JsonSlot(int Start, int Length, JsonSlotKind Kind);
