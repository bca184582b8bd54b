namespace Tarn.Sources.Postgres.Positions;

/// <summary>
/// By transactions, in the 64 bits that do not wrap around: all below <paramref name="Oldest"/> had ended and were
/// read, those from <paramref name="Next"/> on had not begun.
/// </summary>
/// <param name="Oldest">The snapshot's xmin.</param>
/// <param name="Next">The snapshot's xmax.</param>
internal sealed record TransactionPosition(long Oldest, long Next) : PostgresPosition;
