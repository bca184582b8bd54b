using Spectre.Console;
using Tarn.Cli.Commands;
using Tarn.Jobs.Runs;

namespace Tarn.Cli.Progress;

/// <summary>Shows how a run goes, on the error stream: bars on a terminal, lines elsewhere.</summary>
internal static class RunProgress
{
    public static Task<RunReport> ShowAsync(CommandContext context, Func<IRunObserver, Task<RunReport>> run)
    {
        if (context.Settings.IsQuiet)
        {
            return run(new SilentProgress());
        }

        return HasBars(context)
            ? CreateBars(context).StartAsync(bars => run(new BarProgress(bars)))
            : run(new LineProgress(context.Terminal.Error));
    }

    /// <summary>Shows work of one step that tells how far it is, from 0 to 1.</summary>
    public static Task ShowAsync(CommandContext context, string title, Func<Action<double>, Task> work)
    {
        if (context.Settings.IsQuiet || !HasBars(context))
        {
            context.Say($"{title}…");
            return work(_ => { });
        }

        return CreateBars(context).StartAsync(async bars =>
        {
            ProgressTask task = bars.AddTask(Markup.Escape(title), maxValue: 1);
            await work(share => task.Value = share);
            task.Value = 1;
        });
    }

    /// <summary>Moving text needs a terminal that understands it.</summary>
    private static bool HasBars(CommandContext context) =>
        context.Terminal.IsErrorTerminal && !context.Settings.IsPlain;

    private static Spectre.Console.Progress CreateBars(CommandContext context) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new BarOutput(context.Terminal),
            ColorSystem = ColorSystemSupport.Standard,
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        })
        .Progress()
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new ElapsedTimeColumn());
}
