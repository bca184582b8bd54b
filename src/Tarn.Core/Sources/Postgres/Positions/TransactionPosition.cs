namespace Tarn.Sources.Postgres.Positions;

/// <summary>
/// By transactions, in the 64 bits that do not wrap around: all below <paramref name="Oldest"/> had ended and were
/// read, those from <paramref name="Next"/> on had not begun.
/// </summary>
/// <param name="Oldest">The snapshot's xmin.</param>
/// <param name="Next">The snapshot's xmax.</param>
internal sealed record TransactionPosition(long Oldest, long Next) : PostgresPosition
{
    /// <summary>The server's own identifier, which its replicas share; null where the user may not see it.</summary>
    public string? Server { get; init; }

    /// <summary>The table's oid; null when somebody wrote the position.</summary>
    public uint? Relation { get; init; }

    /// <summary>Why numbers of another position say nothing here; null when they do.</summary>
    public string? DifferenceTo(TransactionPosition other) =>
        Server is not null && other.Server is not null && Server != other.Server ? "the server is another one"
        : Relation is not null && other.Relation is not null && Relation != other.Relation ? "the table is a new one"
        : null;
}
