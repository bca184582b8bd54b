namespace Tarn.Sources.Postgres.Positions;

/// <summary>By a replication slot: transactions whose commit ends up to here were read.</summary>
/// <param name="Slot">Its name.</param>
/// <param name="Commit">A position in the write-ahead log.</param>
internal sealed record SlotPosition(string Slot, long Commit) : PostgresPosition;
