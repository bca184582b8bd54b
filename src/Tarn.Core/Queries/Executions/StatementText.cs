using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements;
using Tarn.Queries.SystemTables;

namespace Tarn.Queries.Executions;

/// <summary>A statement with the database of a session put before the tables that it names without one.</summary>
internal sealed class StatementText
{
    private readonly TextInsertions _insertions;

    private StatementText(string sql, Statement statement, TextInsertions insertions)
    {
        Sql = sql;
        Statement = statement;
        _insertions = insertions;
    }

    /// <summary>All tables with their databases.</summary>
    public string Sql { get; }

    public Statement Statement { get; }

    /// <summary>One that names no tables.</summary>
    public static StatementText Of(string sql, Statement statement) => new(sql, statement, TextInsertions.None);

    /// <summary>
    /// Reads a statement. Tables are given the database in queries, also those inside of other statements, and in the
    /// names that other statements are about; not in conditions of DELETE, UPDATE and MERGE.
    /// </summary>
    /// <param name="sql">As written.</param>
    /// <param name="database">Null: all tables must say theirs.</param>
    /// <param name="limits">Of the text.</param>
    /// <param name="engine">Parses it.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="TarnException"><c>TN2007</c>: not SQL; else as <see cref="StatementReader"/>.</exception>
    public static async Task<StatementText> ReadAsync(
        string sql, string? database, QueryLimits limits, DuckInstance engine, CancellationToken cancellationToken)
    {
        Statement statement = StatementReader.Read(sql, limits, database);
        if (QueryOf(statement, sql) is not { } query)
        {
            return new StatementText(sql, WithDatabase(statement, database), TextInsertions.None);
        }

        IReadOnlyList<int> places = await FindBareAsync(query, engine, cancellationToken);
        if (database is null || places.Count == 0)
        {
            return new StatementText(sql, statement, TextInsertions.None);
        }

        string prefix = SqlText.Identifier(database) + ".";
        TextInsertions insertions = new(places.Select(place => (place, prefix)));
        string whole = insertions.Apply(sql);
        return new StatementText(whole, StatementReader.Read(whole, limits, database), insertions);
    }

    /// <summary>The error with its place in the statement as it was written.</summary>
    public TarnException Locate(TarnException exception) => exception switch
    {
        EngineException { Position: int position } engine => engine.At(_insertions.ToSource(position)),
        StatementException statement => new StatementException(
            statement.Code, statement.Message, _insertions.ToSource(statement.Position), statement.Hint),
        _ => exception,
    };

    private static EmbeddedQuery? QueryOf(Statement statement, string sql) => statement switch
    {
        Statement.Query => new EmbeddedQuery(sql, 0),
        Statement.Explain explain => explain.Source,
        Statement.CreateTableAs create => create.Source,
        Statement.Insert insert => insert.Source,
        Statement.Unload unload => unload.Source,
        Statement.CreateView create => new EmbeddedQuery(create.Sql, create.SqlStart),
        _ => null,
    };

    private static Statement WithDatabase(Statement statement, string? database) => statement switch
    {
        Statement.ShowTables { Database: null } show => show with { Database = database },
        Statement.ShowViews { Database: null } show => show with { Database = database },
        _ => statement,
    };

    /// <summary>Where tables are named without a database.</summary>
    private static async Task<IReadOnlyList<int>> FindBareAsync(
        EmbeddedQuery query, DuckInstance engine, CancellationToken cancellationToken)
    {
        try
        {
            (string text, _) = ChangesClauses.TakeOut(query.Sql);
            (text, _) = VersionClauses.TakeOut(text);
            DialectStatement statement = DialectStatement.Of(SystemNames.TakeOut(text), SqlDialect.Athena);
            try
            {
                ParsedQuery parsed = await new SqlParser(engine).ParseAsync(statement.Sql, cancellationToken);
                return
                [
                    .. parsed.Tables.Where(table => table.Schema is null)
                        .Select(table => query.Start + statement.ToSource(table.Position)),
                ];
            }
            catch (EngineException exception)
            {
                throw statement.Locate(exception);
            }
        }
        catch (TarnException exception)
        {
            throw query.Locate(exception) ?? exception;
        }
    }
}
