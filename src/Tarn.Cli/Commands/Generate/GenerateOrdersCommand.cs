using System.CommandLine;
using Tarn.Cli.Demo;
using Tarn.Cli.Output;
using Tarn.Sources.Generation.Orders;

namespace Tarn.Cli.Commands.Generate;

/// <summary>Makes customers and orders of a shop in a PostgreSQL database, or lets the shop's business go on.</summary>
internal sealed class GenerateOrdersCommand : LocalCommand
{
    private const int RoundsMax = 10_000;

    private static readonly Option<string> Url = new("--url")
    {
        Description = "Database to write to, as postgresql://user:password@host:5432/database",
        HelpName = "URL",
        Required = true,
    };

    private static readonly Option<int> Rounds = CountOption.Create(
        "--rounds", "Weeks of business to let pass instead: rows come, change and go", 1, RoundsMax);

    public GenerateOrdersCommand()
        : base("orders", "Make customers and orders of a shop in a PostgreSQL database")
    {
        OrdersArguments.AddTo(this);
        Options.Add(Url);
        Options.Add(Rounds);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        OrdersGenerator generator = OrdersGenerator.Of(
            OrdersDatabase.Parse(context.Arguments.GetRequiredValue(Url)));
        if (context.Arguments.GetResult(Rounds) is { Implicit: false })
        {
            for (int i = 0; i < context.Arguments.GetValue(Rounds); i++)
            {
                context.Say(Summary(await generator.PassRoundAsync(cancellationToken)));
            }
        }
        else
        {
            await LoadAsync(context, generator, cancellationToken);
        }

        return ExitCode.Ok;
    }

    /// <summary>Shows the work as one bar, and says what was made.</summary>
    public static async Task LoadAsync(
        CommandContext context, OrdersGenerator generator, CancellationToken cancellationToken)
    {
        OrdersOptions options = OrdersArguments.Read(context.Arguments);
        TimeProvider timeProvider = context.Services.TimeProvider;
        long started = timeProvider.GetTimestamp();
        await GenerateCommand.ShowAsync(
            context,
            $"generating {ValueText.Count(options.Orders)} orders",
            async progress =>
            {
                await generator.LoadAsync(options, progress, cancellationToken);
                return options;
            });
        context.Say(
            $"Generated {ValueText.Count(options.Orders)} orders of {ValueText.Count(options.Customers)} customers in "
            + ValueText.Seconds(timeProvider.GetElapsedTime(started).TotalSeconds));
    }

    /// <summary>Week 1: 2,100 orders came, 900 moved on, 30 were deleted; 50 customers came, 40 changed.</summary>
    public static string Summary(OrdersChange change) =>
        $"Week {ValueText.Count(change.Round)}: {ValueText.Count(change.NewOrders)} orders came, "
        + $"{ValueText.Count(change.ChangedOrders)} moved on, {ValueText.Count(change.DeletedOrders)} were deleted; "
        + $"{ValueText.Count(change.NewCustomers)} customers came, {ValueText.Count(change.ChangedCustomers)} changed";
}
