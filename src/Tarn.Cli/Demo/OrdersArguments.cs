using System.CommandLine;
using Tarn.Cli.Commands;
using Tarn.Sources.Generation.Orders;

namespace Tarn.Cli.Demo;

/// <summary>The options that say which customers and orders to generate.</summary>
internal static class OrdersArguments
{
    private static readonly OrdersOptions Defaults = new();

    private static readonly Option<int> Customers = CountOption.Create(
        "--customers", "Customers to begin with", Defaults.Customers, OrdersOptions.CustomersMax);

    private static readonly Option<int> Orders = CountOption.Create(
        "--orders", "Orders to begin with, over all days", Defaults.Orders, OrdersOptions.OrdersMax);

    private static readonly Option<int> Days = CountOption.Create(
        "--days", "Days on which they were placed", Defaults.Days, OrdersOptions.DaysMax);

    private static readonly Option<DateOnly?> FirstDay =
        DayOption.Create("--first-day", "First day of orders", Defaults.FirstDay);

    private static readonly Option<long> Seed = SeedOption.Create("rows", Defaults.Seed);

    public static void AddTo(Command command)
    {
        command.Options.Add(Customers);
        command.Options.Add(Orders);
        command.Options.Add(Days);
        command.Options.Add(FirstDay);
        command.Options.Add(Seed);
    }

    /// <summary>What the command line says.</summary>
    public static OrdersOptions Read(ParseResult arguments) => new()
    {
        Customers = arguments.GetValue(Customers),
        Orders = arguments.GetValue(Orders),
        Days = arguments.GetValue(Days),
        FirstDay = arguments.GetValue(FirstDay) ?? Defaults.FirstDay,
        Seed = arguments.GetValue(Seed),
    };
}
