using System.Globalization;

namespace Tarn.Sources.Generation;

/// <summary>What <see cref="TaxiGenerator"/> makes.</summary>
public sealed record TaxiGenerationOptions
{
    /// <summary>Rows of the real yellow file of February 2024.</summary>
    public const int RowsDefault = 3_007_526;

    /// <summary>So that numbers of rows fit the trip ids of the taxi sample.</summary>
    public const int RowsMax = 100_000_000;

    /// <summary>Any day of the month the trips are of.</summary>
    public DateOnly Month { get; init; } = new(2024, 2, 1);

    /// <summary>1 to <see cref="RowsMax"/>.</summary>
    public int Rows { get; init; } = RowsDefault;

    /// <summary>The same seed, month and number of rows give the same rows in the same order.</summary>
    public long Seed { get; init; } = 42;

    public TaxiFileFormat Format { get; init; } = TaxiFileFormat.Parquet;

    /// <summary>
    /// The file to write. Its directory is made; an earlier file is replaced when the new one is whole.
    /// </summary>
    public required string OutputPath { get; init; }

    /// <summary>
    /// What decides every byte of the rows; Parquet files carry it in their footer under
    /// <see cref="TaxiGenerator.RecipeKey"/>. Its number grows when the generator makes other rows.
    /// </summary>
    public string Recipe => string.Create(
        CultureInfo.InvariantCulture, $"taxi 1, month {Month:yyyy-MM}, rows {Rows}, seed {Seed}");

    /// <summary>The name the Commission gives the file of a month: <c>yellow_tripdata_2024-02.parquet</c>.</summary>
    public static string FileName(DateOnly month, TaxiFileFormat format)
    {
        string extension = format == TaxiFileFormat.Csv ? "csv" : "parquet";
        return string.Create(CultureInfo.InvariantCulture, $"yellow_tripdata_{month:yyyy-MM}.{extension}");
    }
}
