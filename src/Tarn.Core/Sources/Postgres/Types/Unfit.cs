namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// Counts values that a table cannot hold as they are, which were changed by a stated rule. Thread-safe.
/// </summary>
internal sealed class Unfit
{
    private long _notFinite;
    private long _outOfYears;
    private long _dimensions;
    private long _badText;

    /// <summary>A NaN or infinity in a column of decimals: null.</summary>
    public void CountNotFinite() => Interlocked.Increment(ref _notFinite);

    /// <summary>A moment outside of the years 1 to 9999, infinity too: the nearest in them.</summary>
    public void CountOutOfYears() => Interlocked.Increment(ref _outOfYears);

    /// <summary>
    /// An array of several dimensions in a column that was declared with one: its elements in one list.
    /// </summary>
    public void CountDimensions() => Interlocked.Increment(ref _dimensions);

    /// <summary>Text that is not UTF-8, of a database without an encoding: with U+FFFD for what is not.</summary>
    public void CountBadText() => Interlocked.Increment(ref _badText);

    /// <summary>A sentence for each kind that occurred.</summary>
    public IReadOnlyList<string> ToWarnings() =>
    [
        .. Sentence(_notFinite, "NaN or infinite in a column of decimals: null in the table"),
        .. Sentence(
            _outOfYears, "outside of the years 1 to 9999, or infinite: in the table the nearest moment in them"),
        .. Sentence(_dimensions, "arrays of several dimensions: one list in the table, row after row"),
        .. Sentence(_badText, "text that is not UTF-8: U+FFFD in the table for what is not"),
    ];

    private static IEnumerable<string> Sentence(long count, string what)
    {
        if (count > 0)
        {
            yield return count == 1 ? $"1 value was {what}" : $"{count} values were {what}";
        }
    }
}
