using Tarn.Cli.Commands.Generate;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Sources.Generation;

namespace Tarn.Cli.Commands.Demos;

/// <summary>New York taxi trips, from monthly files to five figures.</summary>
internal sealed class DemoTaxiCommand : SampleDemoCommand
{
    public DemoTaxiCommand()
        : base(
            "taxi",
            "New York taxi trips: a month of them, both jobs, five figures",
            "Trip files of the Taxi and Limousine Commission, Parquet or CSV, or directories of such, instead of "
            + "generated ones")
    {
        Options.Add(TaxiOptions.Rows);
        Options.Add(TaxiOptions.Month);
        Options.Add(TaxiOptions.Seed);
    }

    protected override InputKind InputKind { get; } = new()
    {
        Extensions = [".parquet", ".csv", ".csv.gz"],
        KeyOf = TaxiInbox.TripsKey,
    };

    protected override IReadOnlyList<string> NextCalls { get; } =
    [
        "query --name busiest_zones",
        "query \"SELECT check_name, count(*) FROM staging.trips__quarantine GROUP BY ALL\"",
        "show staging.trips",
    ];

    protected override async Task FillAsync(
        CommandContext context,
        LakeHost lake,
        IReadOnlyList<InputFile> inputs,
        CancellationToken cancellationToken)
    {
        TaxiInbox inbox = new(lake, context.Services.IdSource);
        await inbox.PutZonesAsync(cancellationToken);
        if (inputs.Count > 0)
        {
            await AddAsync(context, inbox.Trips, inputs, cancellationToken);
            return;
        }

        TaxiGenerationOptions options = TaxiOptions.Read(context.Arguments);
        if (await inbox.HasGeneratedAsync(options, cancellationToken))
        {
            return;
        }

        GenerationResult result = await GenerateTaxiCommand.GenerateAsync(
            context, options, progress => inbox.GenerateAsync(options, progress, cancellationToken));
        context.Say($"Generated {GenerateTaxiCommand.Summary(result)}");
    }

    protected override async Task WriteAnswersAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        context.Terminal.Output.WriteLine();
        await context.CreateWriter(OutputFormat.Auto)
            .WriteAsync(await TaxiKpis.ReadAsync(lake, cancellationToken), cancellationToken);
    }
}
