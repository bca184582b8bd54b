using Tarn.Engine.Dialect;
using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Parsing;

namespace Tarn.Engine;

/// <summary>Words of SQL, for people who type it.</summary>
public static class SqlVocabulary
{
    private const string FunctionsSql = """
        SELECT DISTINCT lower(function_name) FROM duckdb_functions()
        WHERE regexp_full_match(function_name, '[a-zA-Z][a-zA-Z0-9_]*') AND function_type <> 'pragma'
          AND function_name NOT LIKE 'tarn\_%' ESCAPE '\'
        """;

    /// <summary>Key words, in lower case.</summary>
    public static IReadOnlyCollection<string> Keywords => SqlKeywords.All;

    /// <summary>Functions that statements may call, the engine's among them, in lower case and in order.</summary>
    public static async Task<IReadOnlyList<string>> ListFunctionsAsync(
        DuckInstance instance, SqlDialect dialect, CancellationToken cancellationToken)
    {
        using DuckConnection connection = instance.Connect();
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(FunctionsSql, cancellationToken);
        IEnumerable<string> own = dialect == SqlDialect.Athena ? FunctionRules.Names : [];
        return
        [
            .. rows.Select(row => (string)row[0]!)
                .Concat(own.Where(name => char.IsAsciiLetter(name[0])))
                .Where(name => !OutsideFunctions.Contains(name))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
