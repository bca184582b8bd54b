namespace Tarn.Catalog.Files;

/// <summary>A line of a file of JSON lines that is no record.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Bytes">Its length; null when nobody can tell.</param>
/// <param name="Start">Its first bytes; none when the file cannot be decompressed here.</param>
/// <param name="Reason">What is wrong with it, without anything of it.</param>
internal sealed record LineOfRow(long Line, long? Bytes, ReadOnlyMemory<byte> Start, string Reason);
