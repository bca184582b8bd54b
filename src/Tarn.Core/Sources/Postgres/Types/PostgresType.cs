namespace Tarn.Sources.Postgres.Types;

/// <summary>A type as the server's catalog has it, domains resolved to what they are over.</summary>
/// <param name="Id">The oid; those of built-in types are fixed (pg_type.dat).</param>
/// <param name="Name">As the server spells it, with its modifier: <c>numeric(10,2)</c>.</param>
/// <param name="Modifier">What <c>atttypmod</c> is; -1 for none.</param>
/// <param name="IsEnum">Whether its values are labels.</param>
/// <param name="Element">Of an array: what it is made of; null for others.</param>
/// <param name="Dimensions">Of an array: how many were declared, which the server does not enforce; else 0.</param>
internal sealed record PostgresType(
    uint Id, string Name, int Modifier, bool IsEnum, PostgresType? Element, int Dimensions);
