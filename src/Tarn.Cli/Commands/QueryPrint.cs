using Tarn.Cli.Output;
using Tarn.Tables;

namespace Tarn.Cli.Commands;

/// <summary>A SELECT, and how its rows are to be printed.</summary>
/// <param name="Sql">The SELECT.</param>
/// <param name="Parameters">Values by name.</param>
/// <param name="Target">Anything but Parquet.</param>
internal sealed record QueryPrint(string Sql, IReadOnlyDictionary<string, object?> Parameters, OutputTarget Target)
{
    /// <summary>The version of tables that is read; null is the newest.</summary>
    public AsOf? AsOf { get; init; }

    /// <summary>Whether to say how many rows there were, how long it took and what was read.</summary>
    public bool IsSummed { get; init; }

    /// <summary>Prints the rows; null is the one for the target.</summary>
    public IRowWriter? Writer { get; init; }
}
