using Npgsql;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// Asks the server what types are: domains down to what they are over, arrays down to their elements.
/// </summary>
internal static class TypeCatalog
{
    // A modifier that a domain brings along applies unless the column has one of its own.
    /// <param name="connection">To the server.</param>
    /// <param name="declared">Type, modifier and declared dimensions of each column.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<PostgresType>> ResolveAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(uint Id, int Modifier, int Dimensions)> declared,
        CancellationToken cancellationToken)
    {
        if (declared.Count == 0)
        {
            return [];
        }

        List<(PostgresType Type, uint Element)> found = [];
        string sql = SqlOf(
            string.Join(',', declared.Select(type => type.Id)),
            string.Join(',', declared.Select(type => type.Modifier)));
        await using (NpgsqlCommand command = new(sql, connection))
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                PostgresType type = new(
                    reader.GetFieldValue<uint>(0),
                    reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetBoolean(3),
                    Element: null,
                    declared[found.Count].Dimensions);
                found.Add((type, reader.GetFieldValue<uint>(4)));
            }
        }

        int[] arrays = [.. Enumerable.Range(0, found.Count).Where(i => found[i].Element != 0)];
        IReadOnlyList<PostgresType> elements = await ResolveAsync(
            connection, [.. arrays.Select(i => (found[i].Element, found[i].Type.Modifier, 0))], cancellationToken);
        PostgresType[] types = [.. found.Select(pair => pair.Type)];
        for (int i = 0; i < arrays.Length; i++)
        {
            types[arrays[i]] = types[arrays[i]] with { Element = elements[i] };
        }

        return types;
    }

    /// <param name="ids">With commas.</param>
    /// <param name="modifiers">Of the same length.</param>
    private static string SqlOf(string ids, string modifiers) =>
        $$"""
        WITH RECURSIVE step(place, oid, typtype, typbasetype, typelem, typcategory, typlen, mod) AS (
            SELECT w.place, t.oid, t.typtype, t.typbasetype, t.typelem, t.typcategory, t.typlen,
                CASE WHEN w.mod = -1 THEN t.typtypmod ELSE w.mod END
            FROM unnest('{ {{ids}} }'::oid[], '{ {{modifiers}} }'::integer[]) WITH ORDINALITY AS w(oid, mod, place)
            JOIN pg_catalog.pg_type t ON t.oid = w.oid
            UNION ALL
            SELECT s.place, t.oid, t.typtype, t.typbasetype, t.typelem, t.typcategory, t.typlen,
                CASE WHEN s.mod = -1 THEN t.typtypmod ELSE s.mod END
            FROM step s JOIN pg_catalog.pg_type t ON t.oid = s.typbasetype
            WHERE s.typtype = 'd'
        )
        SELECT oid, format_type(oid, mod), mod, typtype = 'e',
            CASE WHEN typcategory = 'A' AND typlen = -1 THEN typelem ELSE 0 END
        FROM step WHERE typtype <> 'd' ORDER BY place
        """;
}
