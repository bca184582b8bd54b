using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Progress;
using Tarn.Common;

namespace Tarn.Cli.Commands.Generate;

/// <summary>Makes sample data with the shape and the mess of real data.</summary>
internal sealed class GenerateCommand : Command
{
    public GenerateCommand()
        : base("generate", "Make sample data")
    {
        Subcommands.Add(new GenerateTaxiCommand());
        Subcommands.Add(new GenerateRetailCommand());
        Subcommands.Add(new GenerateClickstreamCommand());
        Subcommands.Add(new GenerateOrdersCommand());
    }

    /// <summary>Shows the work as one bar.</summary>
    public static async Task<T> ShowAsync<T>(
        CommandContext context, string title, Func<IProgress<double>, Task<T>> work)
        where T : class
    {
        T? result = null;
        await RunProgress.ShowAsync(
            context, title, async report => result = await work(new InlineProgress(report)));
        return result!;
    }

    /// <exception cref="TarnException">TN1001: there is no lake; the hint names the ways out.</exception>
    public static async Task<LakeHost> OpenLakeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await context.OpenLakeAsync(cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.NotALake)
        {
            throw new TarnException(exception.Code, exception.Message)
            {
                Hint = "name a lake with -C DIR, or a place to write to with --out",
            };
        }
    }

    /// <summary>Reports where it is called, in order; the one of .NET goes through the thread pool.</summary>
    private sealed class InlineProgress(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
