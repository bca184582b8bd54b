using Tarn.Common;

namespace Tarn.Definitions;

/// <summary>Gathers what is wrong in one pass over a lake.</summary>
internal sealed class DiagnosticBag
{
    private const int ErrorsPerFileMax = 50;
    private readonly List<Diagnostic> _errors = [];
    private readonly List<Diagnostic> _warnings = [];
    private readonly Dictionary<string, SourceText> _sources = [];

    public int ErrorCount => _errors.Count;

    public IReadOnlyList<Diagnostic> Warnings => [.. InOrder(_warnings)];

    /// <summary>Makes the lines of a file known, for the diagnostics to show.</summary>
    public void Register(SourceText source) => _sources[source.File] = source;

    public void Error(
        string code,
        SourceLocation? location,
        string message,
        string? label = null,
        params IReadOnlyList<string> notes) =>
        _errors.Add(new Diagnostic
        {
            Code = code,
            Message = message,
            Location = location,
            Label = label,
            Notes = notes,
        });

    /// <summary>An error about two places: the one to change, and the one that was there first.</summary>
    public void Error(
        string code, SourceLocation location, string message, string label, SourceLocation first, string note)
    {
        Error(code, location, message, label, note);
        _errors[^1] = _errors[^1] with { Related = [new RelatedPlace(first, null, "first here")] };
    }

    public void Warning(string code, SourceLocation location, string message, string note) =>
        _warnings.Add(new Diagnostic
        {
            Code = code,
            Severity = DiagnosticSeverity.Warning,
            Message = message,
            Location = location,
            Notes = [note],
        });

    /// <exception cref="DiagnosticException">There are errors: all of them, but at most 50 of one file.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            IEnumerable<IGrouping<string?,
            Diagnostic>> byFile = InOrder(_errors).GroupBy(error => error.Location?.File);
            throw new DiagnosticException([.. byFile.SelectMany(Capped).Select(WithSourceLines)]);
        }
    }

    private static IOrderedEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .OrderBy(diagnostic => diagnostic.Location?.File ?? "", StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Location?.Line ?? 0)
        .ThenBy(diagnostic => diagnostic.Location?.Column ?? 0);

    private static IEnumerable<Diagnostic> Capped(IEnumerable<Diagnostic> errorsOfFile)
    {
        Diagnostic[] errors = [.. errorsOfFile];
        if (errors.Length <= ErrorsPerFileMax)
        {
            return errors;
        }

        Diagnostic firstLeftOut = errors[ErrorsPerFileMax];
        var rest = new Diagnostic
        {
            Code = firstLeftOut.Code,
            Message = $"… and {errors.Length - ErrorsPerFileMax} more",
            Location = firstLeftOut.Location,
        };
        return [.. errors.Take(ErrorsPerFileMax), rest];
    }

    /// <summary>Lines are added last, to the errors that are shown only: a line may be as long as its file.</summary>
    private Diagnostic WithSourceLines(Diagnostic error) => error with
    {
        SourceLine = LineAt(error.Location),
        Related = [.. error.Related.Select(related => related with { SourceLine = LineAt(related.Location) })],
    };

    private string? LineAt(SourceLocation? location) =>
        location is not null && _sources.TryGetValue(location.File, out SourceText? source)
        && location.Line <= source.LineCount
            ? source.Line(location.Line)
            : null;
}
