using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>
/// Which <see cref="HiddenColumns"/> a statement names, or a view that it reads. Tables of files then have these
/// columns, and every star leaves them out.
/// </summary>
internal sealed class HiddenColumnUse
{
    public static readonly HiddenColumnUse None = new([], new HashSet<TableName>());

    private readonly IReadOnlySet<TableName> _tables;

    private HiddenColumnUse(IReadOnlyList<string> names, IReadOnlySet<TableName> tables)
    {
        Names = names;
        _tables = tables;
    }

    public IReadOnlyList<string> Names { get; }

    /// <param name="sql">The statement.</param>
    /// <param name="tables">What it reads.</param>
    public static HiddenColumnUse Of(string sql, IReadOnlyList<BoundReference> tables)
    {
        IEnumerable<string> texts = tables.Select(table => table.Table).OfType<CatalogTable.View>()
            .Select(view => view.Sql)
            .Prepend(sql);
        string[] names =
        [
            .. HiddenColumns.All.Where(name => texts.Any(
                text => text.Contains(SqlText.Identifier(name), StringComparison.OrdinalIgnoreCase))),
        ];
        return names.Length == 0
            ? None
            : new HiddenColumnUse(
                names,
                tables
                    .Where(table => table.Clause is not ChangesClause
                        && table.Table is CatalogTable.External or CatalogTable.Managed)
                    .Select(table => table.Name)
                    .ToHashSet());
    }

    /// <summary>The statement with stars that leave the columns out.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="statement">Of the text.</param>
    /// <param name="dialect">Of the text.</param>
    /// <param name="parser">Parses it.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="StatementException"><c>TN3005</c>: a star cannot leave them out.</exception>
    public async Task<DialectStatement> HideAsync(
        string source,
        DialectStatement statement,
        SqlDialect dialect,
        SqlParser parser,
        CancellationToken cancellationToken)
    {
        if (Names.Count == 0)
        {
            return statement;
        }

        StarWalker walker = await parser.ReadTreeAsync(
            statement.Sql,
            root =>
            {
                StarWalker stars = new(statement.Sql);
                stars.Walk(root);
                return stars;
            },
            cancellationToken);
        if (walker.HasNaturalJoin)
        {
            throw Refused("a NATURAL JOIN", 0);
        }

        IReadOnlyList<SqlToken> tokens = SqlTokens.Read(source);
        return DialectStatement.Of(source, dialect, new TextInsertions(
            walker.Stars.Where(HasHidden).Select(star => Exclusion(star, statement, source, tokens))));
    }

    private bool HasHidden(StarReference star) => star.Tables.Any(table =>
        _tables.Contains(new TableName(table.Schema.ToLowerInvariant(), table.Table.ToLowerInvariant()))
        && (star.Relation is null || star.Relation.Equals(table.Alias, StringComparison.OrdinalIgnoreCase)));

    private (int Position, string Text) Exclusion(
        StarReference star, DialectStatement statement, string source, IReadOnlyList<SqlToken> tokens)
    {
        int position = star.Position is int place ? statement.ToSource(place) : throw Refused("FROM without SELECT", 0);
        string names = SqlText.List(Names.Select(SqlText.Identifier));
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Start >= position && tokens[i].Is(source, "*"))
            {
                bool hasList = i + 2 < tokens.Count
                    && tokens[i + 1].Is(source, "EXCLUDE")
                    && tokens[i + 2].Is(source, "(");
                return hasList ? (tokens[i + 2].End, $"{names}, ") : (tokens[i].End, $" EXCLUDE ({names})");
            }
        }

        throw Refused("this star", position);
    }

    private StatementException Refused(string what, int position) => new(
        ErrorCodes.StatementNotAllowed,
        $"NOT_SUPPORTED: {what} in a statement that names {SqlText.Identifier(Names[0])}",
        position,
        "name the columns that are wanted");
}
