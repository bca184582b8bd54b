using Tarn.Tables;

namespace Tarn.Sources.Postgres.Types;

/// <summary>A column of a table or query of the server's, and how it is read.</summary>
/// <param name="Name">As the server has it.</param>
/// <param name="Type">As the server has it.</param>
/// <param name="SelectSql">What a SELECT of the server has for it.</param>
/// <param name="Decoder">Writes its values.</param>
internal sealed record PostgresColumn(string Name, PostgresType Type, string SelectSql, ValueDecoder Decoder)
{
    public bool IsNotNull { get; init; }

    /// <summary>What it becomes in the table; nullable, because a row that was deleted has only its key.</summary>
    public TableField Field => new(Name, Decoder.Type.ToString());

    public static PostgresColumn Of(string name, PostgresType type, TypeMap map) =>
        new(name, type, map.SelectSql(name, type), map.TextOf(type));
}
