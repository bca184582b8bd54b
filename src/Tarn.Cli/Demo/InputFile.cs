namespace Tarn.Cli.Demo;

/// <summary>A file that a user gives a demo.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Key">Of the object that it becomes.</param>
internal sealed record InputFile(string Path, string Key);
