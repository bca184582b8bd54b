using System.CommandLine;
using System.CommandLine.Help;
using Tarn.Cli.Commands;
using Tarn.Cli.Commands.Bookmarks;
using Tarn.Cli.Commands.Catalogs;
using Tarn.Cli.Commands.Demos;
using Tarn.Cli.Commands.Generate;
using Tarn.Cli.Commands.Jobs;
using Tarn.Cli.Commands.Notifications;
using Tarn.Cli.Commands.Runs;
using Tarn.Cli.Commands.Schedules;
using Tarn.Cli.Commands.Secrets;
using Tarn.Cli.Commands.Server;
using Tarn.Cli.Commands.Lifecycles;
using Tarn.Cli.Commands.Sources;
using Tarn.Cli.Commands.Streams;
using Tarn.Cli.Commands.Tables;
using Tarn.Cli.Commands.Workflows;

namespace Tarn.Cli.Hosting;

/// <summary>The program as a process: its commands, and the signals that end them.</summary>
internal sealed class TarnHost(CliServices services)
{
    /// <summary>Its commands are those of all calls.</summary>
    public static RootCommand Root { get; } = CreateRoot();

    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments)
    {
        using Interruption interruption = new(services.Terminal.Error);
        return await new CommandLine(services).RunAsync(arguments, interruption.Token);
    }

    /// <summary>The table of contents.</summary>
    private static RootCommand CreateRoot()
    {
        RootCommand root = new("Tarn: a data lake in one process.")
        {
            new InitCommand(),
            new DemoCommand(),
            new GenerateCommand(),
            new ValidateCommand(),
            new CrawlCommand(),
            new RunCommand("run", "Run jobs: build what has new input", ArgumentArity.ZeroOrMore),
            new JobsCommand(),
            new QueryCommand(),
            new ShellCommand(),
            new LsCommand(),
            new ShowCommand(),
            new PreviewCommand(),
            new HistoryCommand(),
            new LineageCommand(),
            new TablesCommand(),
            new CatalogCommand(),
            new StorageCommand(),
            new SourcesCommand(),
            new StreamsCommand(),
            new WorkflowsCommand(),
            new SchedulesCommand(),
            new BackfillCommand(),
            new EventsCommand(),
            new RunsCommand(),
            new NotificationsCommand(),
            new QualityCommand(),
            new BookmarkCommand(),
            new ServeCommand(),
            new EnvCommand(),
            new AwsCommand(),
            new KeysCommand(),
            new SecretsCommand(),
            new DoctorCommand(),
            new ExplainCommand(),
            new CompletionCommand(),
            new VersionCommand(),
            new WorkerCommand(),
        };
        root.HelpName = "tarn";
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h"));
        foreach (Option option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        return root;
    }
}
