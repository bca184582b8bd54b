using Tarn.Cli.Commands;
using Tarn.Cli.Hosting;
using Tarn.Cli.Shell.Helpers;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Cli.Shell;

/// <summary>One shell over one open lake: runs statements and helpers, whoever types them.</summary>
internal sealed class ShellSession
{
    private const int DepthMax = 16;

    private int _depth;
    private ExitCode _ofFile;

    public ShellSession(CommandContext context, LakeHost lake, ShellSettings settings)
    {
        Context = context;
        Lake = lake;
        Settings = settings;
        Statements = new ShellStatements(context, lake, settings);
        Names = new LakeNames(lake, () => settings.Dialect);
    }

    public CommandContext Context { get; }

    public LakeHost Lake { get; }

    public ShellSettings Settings { get; }

    public ShellStatements Statements { get; }

    public IShellNames Names { get; }

    /// <summary>Whether errors stop a script.</summary>
    public bool KeepsGoing { get; init; }

    /// <summary>Set by the helper that leaves the shell.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether another program has the keyboard and the screen.</summary>
    public bool IsScreenLent { get; set; }

    /// <summary>A text that is to be typed on, set by the helper that opens the editor.</summary>
    public string NextText { get; set; } = "";

    /// <summary>Runs what stands in a text, one after another, up to the first error.</summary>
    /// <param name="text">Statements and helpers.</param>
    /// <param name="place">Where the text begins, for errors.</param>
    /// <param name="cancellationToken">Stops what runs.</param>
    /// <returns>Of the first that failed.</returns>
    public async Task<ExitCode> RunAsync(string text, SourceLocation place, CancellationToken cancellationToken)
    {
        if (_depth == DepthMax)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"files run each other more than {DepthMax} deep");
        }

        _depth++;
        try
        {
            return _ofFile = await RunEachAsync(text, place, cancellationToken);
        }
        finally
        {
            _depth--;
        }
    }

    private async Task<ExitCode> RunEachAsync(string text, SourceLocation place, CancellationToken cancellationToken)
    {
        ExitCode result = ExitCode.Ok;
        SqlInFile whole = new(text, place);
        foreach (ShellInput input in ShellInput.Read(text))
        {
            ExitCode code = input.IsHelper
                ? await RunHelperAsync(input.Text, cancellationToken)
                : await Statements.RunAsync(
                    new SqlInFile(input.Text, whole.Locate(input.Start) with { Length = 1 }), cancellationToken);
            result = result == ExitCode.Ok ? code : result;
            if (IsOver || code == ExitCode.Interrupted || (code != ExitCode.Ok && !KeepsGoing))
            {
                break;
            }
        }

        return result;
    }

    /// <summary>A helper that runs a file fails like the first statement that failed in it.</summary>
    private async Task<ExitCode> RunHelperAsync(string line, CancellationToken cancellationToken)
    {
        _ofFile = ExitCode.Ok;
        ExitCode code = await Statements.GuardAsync(() => ShellHelpers.RunAsync(line, this, cancellationToken));
        return code == ExitCode.Ok ? _ofFile : code;
    }
}
