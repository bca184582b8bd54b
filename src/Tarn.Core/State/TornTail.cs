namespace Tarn.State;

/// <summary>The start of a frame whose append never finished, and so was never acknowledged.</summary>
/// <param name="Offset">Where the frame would have started, in bytes; the file ends here now.</param>
/// <param name="BytesCut">How much of it was in the file.</param>
public sealed record TornTail(long Offset, long BytesCut);
