namespace Tarn.Sources.Postgres.Slots;

/// <summary>A slot as the server has it (pg_replication_slots).</summary>
/// <param name="Confirmed">Changes that commit behind it are kept.</param>
/// <param name="IsUsable">
/// False when the server has thrown away what it needs, or it is not of this database or plugin.
/// </param>
internal sealed record SlotState(long Confirmed, bool IsUsable);
