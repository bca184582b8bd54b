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

    public IReadOnlyList<Diagnostic> Warnings => [.. Diagnostic.InOrder(_warnings)];

    /// <summary>Makes the lines of a file known, for the diagnostics to show.</summary>
    public void Register(SourceText source) => _sources[source.File] = source;

    public void Error(
        string code,
        SourceLocation? location,
        string message,
        string? label = null,
        params IReadOnlyList<string> notes)
    {
        Diagnostic error = Diagnostic.OfText(code, message);
        _errors.Add(error with { Location = location, Label = label, Notes = [.. error.Notes, .. notes] });
    }

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
            throw new DiagnosticException(
            [
                .. Diagnostic.InOrder(_errors)
                    .GroupBy(error => error.Location?.File)
                    .SelectMany(Capped)
                    .Select(WithSourceLines),
            ]);
        }
    }

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
