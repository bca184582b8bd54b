namespace Tarn.Common;

/// <summary>Lines of definition files, for quoting them in messages.</summary>
public static class SourceLines
{
    /// <summary>The line at the location, or null when the file has changed so that there is none.</summary>
    public static string? Read(string lakeDirectory, SourceLocation location)
    {
        string path = Path.Combine(lakeDirectory, location.File);
        return File.Exists(path) ? File.ReadLines(path).ElementAtOrDefault(location.Line - 1) : null;
    }
}
