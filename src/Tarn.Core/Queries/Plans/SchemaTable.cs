namespace Tarn.Queries.Plans;

/// <summary>A table in a database.</summary>
public sealed record SchemaTable(string Schema, string Table);
