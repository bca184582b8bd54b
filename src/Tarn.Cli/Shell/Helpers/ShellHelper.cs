namespace Tarn.Cli.Shell.Helpers;

/// <summary>A command of the shell itself, which begins with a backslash.</summary>
/// <param name="Name">With the backslash.</param>
/// <param name="Argument">What comes after it, for people; empty when nothing does.</param>
/// <param name="Description">What it does.</param>
/// <param name="RunAsync">Is given the argument, empty when there is none.</param>
internal sealed record ShellHelper(
    string Name, string Argument, string Description, Func<string, ShellSession, CancellationToken, Task> RunAsync);
