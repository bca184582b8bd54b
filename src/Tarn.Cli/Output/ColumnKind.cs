namespace Tarn.Cli.Output;

/// <summary>
/// What the values of a column are, which decides how people see them. Machines always get them exact.
/// </summary>
internal enum ColumnKind
{
    Text,

    /// <summary>Aligned to the right, otherwise as it is.</summary>
    Number,

    /// <summary>A number of things, shown with separators: 3,007,526.</summary>
    Count,

    /// <summary>A size, shown in a fitting unit: 46.7 MB.</summary>
    Bytes,

    /// <summary>A moment, shown to the second: 2026-03-01 12:30:05Z.</summary>
    Moment,

    /// <summary>A duration in seconds, shown with a unit: 1.52 s.</summary>
    Seconds,
}
