namespace Tarn.Tables.Maintenance;

/// <summary>How far a long operation has come.</summary>
public readonly record struct MaintenanceProgress(long BytesDone, long BytesTotal);
