namespace Tarn.Jobs;

/// <summary>How a model's rows are kept.</summary>
public enum Materialization
{
    /// <summary>Rebuilt whole whenever its inputs changed.</summary>
    Table,

    /// <summary>Only new input is read; <see cref="Strategy"/> says how it joins what is there.</summary>
    Incremental,

    /// <summary>Nothing is kept; the SQL runs when it is queried.</summary>
    View,
}
