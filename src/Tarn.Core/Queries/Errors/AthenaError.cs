using System.Globalization;
using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Errors;

/// <summary>An error of a statement as Athena words it, for clients that look at the words.</summary>
/// <param name="Name">One of Trino's names, such as <c>COLUMN_NOT_FOUND</c>.</param>
/// <param name="Message">What is wrong, without name and place.</param>
public sealed record AthenaError(string Name, string Message)
{
    /// <summary>1-based; null for errors of values, for which Athena names no place.</summary>
    public int? Line { get; private init; }

    /// <summary>1-based, in characters; null when there is no line.</summary>
    public int? Column { get; private init; }

    /// <summary>What to do, or the name that was probably meant; null when nobody knows.</summary>
    public string? Hint { get; init; }

    /// <summary>0-based offset in characters of what is wrong, where it is known, errors of values included.</summary>
    public int? Position { get; private init; }

    public AthenaErrorCategory Category => AthenaErrorNames.Find(Name).Category;

    /// <summary>The number of Athena's <c>ErrorType</c>.</summary>
    public int Type => AthenaErrorNames.Find(Name).Type;

    /// <summary>Name, place and message in one line, as Athena's <c>StateChangeReason</c> has them.</summary>
    public string Text => Line is int line
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}: line {line}:{Column}: {Message}")
        : $"{Name}: {Message}";

    /// <summary>The error that a statement in Athena's dialect ended with.</summary>
    /// <param name="exception">With places in <paramref name="sql"/>.</param>
    /// <param name="sql">The statement as it was written.</param>
    public static AthenaError Of(TarnException exception, string sql)
    {
        int? position = exception switch
        {
            EngineException engine => engine.Position,
            StatementException statement => statement.Position,
            _ => null,
        };
        ErrorSite site = new(sql, position);
        Wording wording = Wordings.Of(exception, site);
        int? place = wording.IsElsewhere ? null : wording.Position ?? position;
        AthenaError error = new(wording.Name, wording.Message)
        {
            Hint = wording.Hint ?? exception.Hint,
            Position = place,
        };
        if (place is not int offset || AthenaErrorNames.IsOfValues(wording.Name))
        {
            return error;
        }

        SourceLocation location = new SourceText("", sql).Locate(offset);
        return error with { Line = location.Line, Column = location.Column };
    }
}
