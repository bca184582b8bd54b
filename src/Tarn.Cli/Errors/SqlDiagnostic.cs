using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Jobs;
using Tarn.Queries;

namespace Tarn.Cli.Errors;

/// <summary>Errors in SQL that a person gave, shown at their place in it.</summary>
internal static class SqlDiagnostic
{
    /// <summary>The same error with file, line and caret; the exception itself when it has no place.</summary>
    /// <param name="exception">What ended the query.</param>
    /// <param name="sql">The text that was run.</param>
    /// <param name="start">Where the text stands.</param>
    public static Exception Locate(TarnException exception, string sql, SourceLocation start)
    {
        int? position = exception switch
        {
            EngineException engine => engine.Position,
            StatementException statement => statement.Position,
            _ => null,
        };
        if (position is not { } offset)
        {
            return exception;
        }

        string message = exception is EngineException { RawMessage: var raw } ? raw : exception.Message;
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        SourceLocation location = ModelPosition.Locate(start, sql, offset);
        bool isFirstLine = location.Line == start.Line;
        return new DiagnosticException(
        [
            new Diagnostic
            {
                Code = exception.Code,
                Message = lines.FirstOrDefault("the engine gave no reason"),
                Location = location,
                SourceLine = (isFirstLine ? new string(' ', start.Column - 1) : "") + ModelPosition.LineAt(sql, offset),
                Label = exception.Hint,
                Notes = lines.Length > 1 ? lines[1..] : [],
            },
        ]);
    }
}
