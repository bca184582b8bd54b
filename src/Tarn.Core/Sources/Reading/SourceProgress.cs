namespace Tarn.Sources.Reading;

/// <summary>How far an extraction is.</summary>
/// <param name="Rows">Read so far.</param>
/// <param name="RowsExpected">About how many there will be; null when nobody knows.</param>
public sealed record SourceProgress(long Rows, long? RowsExpected);
