using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Queries.Errors;

namespace Tarn.Cli.Errors;

/// <summary>Errors in SQL that a person gave, shown at their place in it.</summary>
internal static class SqlDiagnostic
{
    /// <summary>The same error with file, line and caret, as far as it has a place.</summary>
    /// <param name="exception">What ended the query.</param>
    /// <param name="sql">What was run.</param>
    /// <param name="dialect">What it is written in, and so the words of the error.</param>
    public static Exception Locate(TarnException exception, SqlInFile sql, SqlDialect dialect)
    {
        // These do not come from the statement but from the command line or the definitions.
        if (exception is UsageException or DiagnosticException)
        {
            return exception;
        }

        return dialect == SqlDialect.Athena ? InAthenasWords(exception, sql) : InOwnWords(exception, sql);
    }

    private static TarnException InAthenasWords(TarnException exception, SqlInFile sql)
    {
        AthenaError error = AthenaError.Of(exception, sql.Text);
        return error.Position is int position
            ? Diagnose(exception.Code, sql, position, error.Text, error.Hint, [])
            : new TarnException(exception.Code, error.Text, exception) { Hint = error.Hint };
    }

    private static TarnException InOwnWords(TarnException exception, SqlInFile sql)
    {
        int? position = exception switch
        {
            EngineException engine => engine.Position,
            StatementException statement => statement.Position,
            _ => null,
        };
        IReadOnlyList<string> lines = exception is EngineException failed ? failed.Lines : [exception.Message];
        return position is int offset
            ? Diagnose(exception.Code, sql, offset, lines[0], exception.Hint, [.. lines.Skip(1)])
            : exception;
    }

    private static DiagnosticException Diagnose(
        string code, SqlInFile sql, int position, string message, string? label, IReadOnlyList<string> notes) => new(
    [
        new Diagnostic
        {
            Code = code,
            Message = message,
            Location = sql.Locate(position),
            SourceLine = sql.LineAt(position),
            Label = label,
            Notes = notes,
        },
    ]);
}
