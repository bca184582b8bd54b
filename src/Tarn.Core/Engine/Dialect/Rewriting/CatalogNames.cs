using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Parsing;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary><c>awsdatacatalog.database.table</c>: the engine knows names of the catalog without its own.</summary>
internal static class CatalogNames
{
    private const int TokensMin = 5;
    private const int TokensOfCatalog = 2;

    public static bool IsQualified(SqlNode.Name name, string source) =>
        name.Tokens.Count >= TokensMin
        && name.Tokens[0].Text(source).Trim('"').Equals(AthenaCatalog.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The place of the database becomes that of the whole name, where errors are said to be.</summary>
    public static void Write(Rewriter rewriter, SqlNode.Name name)
    {
        SqlToken database = name.Tokens[TokensOfCatalog];
        rewriter.Text(database.Text(rewriter.Source).ToString(), name);
        rewriter.Copy(database.End, name.End);
    }
}
