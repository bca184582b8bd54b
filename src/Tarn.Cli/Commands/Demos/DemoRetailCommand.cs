using Tarn.Cli.Commands.Generate;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Sources.Generation.Retail;

namespace Tarn.Cli.Commands.Demos;

/// <summary>Daily files of a shop, whose tables a crawler finds, to sales by day and the value of customers.</summary>
internal sealed class DemoRetailCommand : SampleDemoCommand
{
    private static readonly string[] Answers = ["sales_last_30_days", "lifetime_value"];

    public DemoRetailCommand()
        : base(
            "retail",
            "Daily CSV and JSON files of a shop: crawled, checked, asked",
            "Daily files with the columns of the Online Retail data, CSV or JSON, or directories of such, instead of "
            + "generated ones") =>
        RetailOptions.AddTo(this);

    protected override InputKind InputKind { get; } = new()
    {
        Extensions = [".csv", ".csv.gz", ".json", ".json.gz"],
        KeyOf = RetailInbox.KeyOf,
        Mark = "InvoiceNo",
    };

    protected override IReadOnlyList<string> NextCalls { get; } =
    [
        "query --name segments",
        "quality staging.sales",
        "catalog show raw.sales",
        "lineage curated.customers.lifetime_value --up",
    ];

    protected override async Task FillAsync(
        CommandContext context,
        LakeHost lake,
        IReadOnlyList<InputFile> inputs,
        CancellationToken cancellationToken)
    {
        RetailInbox inbox = new(lake, context.Services.IdSource);
        if (inputs.Count > 0)
        {
            await AddAsync(context, inbox.Files, inputs, cancellationToken);
        }
        else
        {
            await GenerateAsync(context, inbox, cancellationToken);
        }

        await CrawlAsync(context, lake, cancellationToken);
        foreach (TableName table in await RetailTables.AddMissingAsync(lake, inbox.Store, cancellationToken))
        {
            context.Say($"{context.ErrorPalette.Cyan("note")}: there are no files for {table}: it is declared, empty");
        }
    }

    protected override async Task WriteAnswersAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken) =>
        await SampleLake.WriteAnswersAsync(context, lake, Answers, cancellationToken);

    private static async Task GenerateAsync(
        CommandContext context, RetailInbox inbox, CancellationToken cancellationToken)
    {
        RetailGenerationOptions options = RetailOptions.Read(context.Arguments);
        int added = 0;
        RetailGenerationResult result = await GenerateRetailCommand.GenerateAsync(context, options, async progress =>
        {
            (RetailGenerationResult generated, added) =
                await inbox.GenerateAsync(options, progress, cancellationToken);
            return generated;
        });
        context.Say(added > 0
            ? $"Generated {GenerateRetailCommand.Summary(result)}"
            : $"All {ValueText.Count(result.Keys.Count)} files were there already");
    }

    private static async Task CrawlAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<CrawlReport> reports = await CrawlOutput.RunAsync(
            context, lake, lake.Definition.Crawlers, isDryRun: false, cancellationToken);
        foreach (CrawlReport report in reports)
        {
            CrawlOutput.Summarize(context, report);
        }

        await context.CreateWriter(OutputFormat.Auto).WriteAsync(CrawlOutput.Tables(reports), cancellationToken);
        context.Terminal.Output.WriteLine();
        await context.Terminal.Output.FlushAsync(cancellationToken);
        if (CrawlOutput.HasFailed(reports))
        {
            throw new TarnException(ErrorCodes.RunFailed, "the catalog refused a table that the crawler found")
            {
                Hint = "the list above says which table and why",
            };
        }
    }
}
