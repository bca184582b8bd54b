using System.Collections.ObjectModel;
using Tarn.Engine.Dialect.Functions;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Dialect.Typing;
using Tarn.Engine.Errors;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect;

/// <summary>
/// A statement as the engine understands it, and the way back to the text as it was written. What depends on types is
/// settled by <see cref="ResolveAsync"/>, once the tables that it names are there.
/// </summary>
public sealed class DialectStatement
{
    private const int PassesMax = 50;

    private readonly string _source;
    private readonly TextInsertions _insertions;
    private readonly SqlNode.Run _tree;
    private readonly TypeBook _types;
    private readonly UnnamedColumns _unnamed = new();
    private Rewriter _rewriter;

    private DialectStatement(string source, TextInsertions insertions, SqlNode.Run tree)
    {
        _source = source;
        _insertions = insertions;
        _tree = tree;
        _types = new TypeBook(source);
        _rewriter = Write(isAsking: false);
        Sql = _rewriter.ToString();
    }

    /// <param name="source">As written; a fragment such as a condition will do.</param>
    /// <param name="dialect">What to take it for.</param>
    /// <exception cref="EngineException">
    /// The statement is nested too deeply, or calls a function that is Tarn's own (<c>TN3005</c>).
    /// </exception>
    public static DialectStatement Of(string source, SqlDialect dialect) =>
        Of(source, dialect, TextInsertions.None);

    /// <param name="insertions">Put in before; places stay those of the text as it was written.</param>
    internal static DialectStatement Of(string written, SqlDialect dialect, TextInsertions insertions)
    {
        OwnNames.Refuse(written);
        string source = insertions.Apply(written);
        return new DialectStatement(source, insertions, dialect == SqlDialect.Athena
            ? Nested(() => SqlTreeReader.Read(source))
            : new SqlNode.Run([], 0, source.Length));
    }

    /// <summary>For the engine; names the same tables and columns as the source.</summary>
    public string Sql { get; private set; }

    /// <summary>
    /// The column of a result of this statement that is only named by its place, from 0; null when all have names.
    /// </summary>
    internal int? FindUnnamed(IReadOnlyList<ResultColumn> columns)
    {
        int place = Enumerable.Range(0, _unnamed.HasAny ? columns.Count : 0)
            .FirstOrDefault(index => columns[index].Name == UnnamedColumns.NameAt(index), -1);
        return place < 0 ? null : place;
    }

    /// <summary>
    /// Asks the engine for the types that the meaning of the statement depends on (<c>/</c> of decimals, <c>||</c> of
    /// arrays) and makes the functions that it calls known. Nothing is run.
    /// </summary>
    /// <param name="connection">Knows the tables of the statement.</param>
    /// <param name="parameters">Those the statement will be run with.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task ResolveAsync(
        DuckConnection connection,
        IReadOnlyDictionary<string, object?>? parameters,
        CancellationToken cancellationToken)
    {
        parameters ??= ReadOnlyDictionary<string, object?>.Empty;
        if (_rewriter.LacksTypes)
        {
            await AskAsync(connection, parameters, cancellationToken);
            _rewriter = Write(isAsking: false);
            Sql = _rewriter.ToString();
        }

        Prepare(connection, _rewriter);
        if (_unnamed.LacksPlaces)
        {
            await _unnamed.AskAsync(
                connection, parameters, () => Write(isAsking: false).ToString(), cancellationToken);
            _rewriter = Write(isAsking: false);
            Sql = _rewriter.ToString();
        }
    }

    /// <summary>The offset in the text as it was written of an offset in <see cref="Sql"/>.</summary>
    public int ToSource(int offset) => _insertions.ToSource(_rewriter.Map.ToSource(offset));

    /// <summary>The error with its place in the text as it was written; none when it is outside of that.</summary>
    /// <param name="exception">Of a statement that has <see cref="Sql"/> in it.</param>
    /// <param name="offset">Where that begins in the statement.</param>
    public EngineException Locate(EngineException exception, int offset = 0) =>
        exception.Position is not int position ? exception
            : position >= offset && position <= offset + Sql.Length ? exception.At(ToSource(position - offset))
            : exception.At(null);

    /// <summary>
    /// Each pass asks for all types that are open; binding may stop at the first that matters, so it takes several.
    /// </summary>
    private async Task AskAsync(
        DuckConnection connection,
        IReadOnlyDictionary<string, object?> parameters,
        CancellationToken cancellationToken)
    {
        for (int pass = 0; pass < PassesMax; pass++)
        {
            Rewriter asking = Write(isAsking: true);
            if (!asking.LacksTypes)
            {
                return;
            }

            Prepare(connection, asking);
            try
            {
                await connection.ExecuteAsync($"DESCRIBE {asking}", parameters, cancellationToken);
            }
            catch (EngineException)
            {
                // What is wrong with the statement itself is said when it is run.
            }

            if (!_types.TakeAnswers())
            {
                return;
            }
        }
    }

    private Rewriter Write(bool isAsking)
    {
        Rewriter rewriter = new(_source, _types, _unnamed, isAsking);
        return Nested(() =>
        {
            rewriter.Node(_tree);
            return rewriter;
        });
    }

    private static T Nested<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InsufficientExecutionStackException)
        {
            throw EngineError.Create(EngineErrorKind.Parser, "The query is nested too deeply.", 0);
        }
    }

    private static void Prepare(DuckConnection connection, Rewriter rewriter)
    {
        foreach (string name in rewriter.OwnFunctions)
        {
            if (FunctionRules.OwnFunction(name) is ScalarFunction function)
            {
                connection.EnsureScalarFunction(function);
            }
        }
    }
}
