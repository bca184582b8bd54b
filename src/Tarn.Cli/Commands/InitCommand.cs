using System.CommandLine;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands;

/// <summary>Makes a lake in a directory.</summary>
internal sealed class InitCommand : LocalCommand
{
    private static readonly Argument<string?> Target = new("dir")
    {
        Description = "Directory to make the lake in [default: here]",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "DIR",
    };

    private static readonly Option<string?> Example = CreateExampleOption();

    public InitCommand()
        : base("init", "Make a lake, empty or from an example")
    {
        Arguments.Add(Target);
        Options.Add(Example);
    }

    protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string directory = Path.GetFullPath(context.Arguments.GetValue(Target) ?? ".", context.Settings.Directory);
        LakeFactory factory = new(context.Services.IdSource);
        IReadOnlyList<string> files = context.Arguments.GetValue(Example) is { } example
            ? factory.CreateFromExample(directory, example)
            : factory.CreateEmpty(directory);
        context.Say($"Made a lake of {files.Count} files in {directory}");
        string option = directory == context.Terminal.WorkingDirectory ? "" : $" -C {context.Shorten(directory)}";
        context.Say($"Next: {context.ProgramName} validate{option}");
        return Task.FromResult(ExitCode.Ok);
    }

    private static Option<string?> CreateExampleOption()
    {
        Option<string?> option = new("--example")
        {
            Description = "Copy this example lake: taxi, retail or clickstream",
            HelpName = "NAME",
        };
        option.CompletionSources.Add(_ => LakeFactory.Examples.Select(name =>
            new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }
}
