namespace Tarn.Sources.Postgres.Discovery;

/// <summary>A column of a table that was found.</summary>
/// <param name="Name">As the server has it.</param>
/// <param name="Type">As the server spells it: <c>numeric(10,2)</c>.</param>
/// <param name="EngineType">What it becomes in a table of the lake.</param>
/// <param name="IsNotNull">Whether the server allows no null in it.</param>
public sealed record DiscoveredColumn(string Name, string Type, string EngineType, bool IsNotNull);
