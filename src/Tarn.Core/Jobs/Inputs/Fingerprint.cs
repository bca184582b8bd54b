using System.Security.Cryptography;
using System.Text;
using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Engine.Dialect;
using Tarn.Storage;

namespace Tarn.Jobs.Inputs;

/// <summary>
/// Identity of a definition or of a set of inputs: equal when the rows that come of them must be equal.
/// </summary>
internal sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Everything of a model that decides its rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Of these, how files of raw tables are read; which files there are does not count.</param>
    public static string OfDefinition(ModelDefinition model, IEnumerable<ModelInput> inputs)
    {
        using Fingerprint fingerprint = new();
        fingerprint.Add(model.Sql);
        if (model.WrittenIn != SqlDialect.DuckDb)
        {
            fingerprint.Add($"dialect {model.WrittenIn}");
        }

        fingerprint.Add($"{model.Materialized} {model.Strategy}");
        fingerprint.Add(string.Join(',', model.PartitionBy));
        fingerprint.Add(string.Join(',', model.UniqueKey));
        if (model.Deduplicate is { } rule)
        {
            fingerprint.Add($"deduplicate {string.Join(',', rule.Key)} {rule.By} {rule.Within.Ticks}");
        }

        if (model.DeletedWhen is not null || model.LatestBy is not null)
        {
            fingerprint.Add($"deleted_when {model.DeletedWhen} latest_by {model.LatestBy}");
        }

        if (model.Parameters.Count > 0)
        {
            fingerprint.Add($"parameters {model.Parameters.Count}");
            foreach (ModelParameter parameter in model.Parameters)
            {
                fingerprint.Add(parameter.Name);
                fingerprint.Add(parameter.Default ?? "");
            }
        }

        if (model.Private is { } rules)
        {
            fingerprint.Add($"private {rules}");
        }

        foreach (CheckDefinition check in model.Checks)
        {
            fingerprint.Add(Describe(check));
        }

        foreach (ModelInput input in inputs)
        {
            fingerprint.AddHowRead(input);
        }

        return fingerprint.ToString();
    }

    /// <summary>Text is added with its length, so that two texts never read as one.</summary>
    public void Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _hash.AppendData(BitConverter.GetBytes(bytes.Length));
        _hash.AppendData(bytes);
    }

    private void AddHowRead(ModelInput input)
    {
        if (input is ModelInput.Raw raw)
        {
            Add(raw.Table.Definition);
        }
        else if (input is ModelInput.External external)
        {
            Add(EntryContent.TextOf(external.Table.Described));
        }
    }

    private void Add(FileTableDefinition table)
    {
        Add($"{table.Name} {table.Csv.Delimiter} {table.Csv.Quote} {table.Csv.Encoding}");
        Add(string.Join('\n', table.Csv.NullValues));
        if (table.Format != FileTableFormat.ByExtension)
        {
            Add($"format {table.Format}");
        }

        foreach (FileColumn column in table.Columns)
        {
            Add($"{column.Name} {column.EngineType} {string.Join('\n', column.From)}");
        }
    }

    public void Add(ModelInput input)
    {
        switch (input)
        {
            case ModelInput.Managed managed:
                Add($"{managed.Table.Name} {managed.Snapshot.Id} {managed.Snapshot.Version}");
                break;
            case ModelInput.Raw raw:
                Add(raw.Table.Definition.Name.ToString());
                foreach (ObjectInfo file in raw.Files)
                {
                    Add($"{file.Key} {file.SizeBytes} {file.ETag}");
                }

                break;
            case ModelInput.External external:
                Add(external.Table.Name.ToString());
                foreach (ExternalFile file in external.Files)
                {
                    Add($"{file.Object.Key} {file.Object.SizeBytes} {file.Object.ETag}");
                    Add(string.Join('\n', file.Values.Select(value => value ?? "\0")));
                }

                break;
            case ModelInput.View view:
                Add(view.Table.Sql);
                break;
        }
    }

    /// <summary>What has been added so far, as hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private static string Describe(CheckDefinition check) => check.Name + " " + check.OnFail + " " + check switch
    {
        CheckDefinition.NotNull rule => "not_null " + string.Join(',', rule.Columns),
        CheckDefinition.Unique rule => "unique " + string.Join(',', rule.Columns),
        CheckDefinition.Range rule => $"range {rule.Column} {rule.Min} {rule.Max}",
        CheckDefinition.AcceptedValues rule => $"accepted_values {rule.Column} {string.Join(',', rule.Values)}",
        CheckDefinition.Relationships rule => $"relationships {rule.Column} {rule.ToTable}.{rule.ToColumn}",
        CheckDefinition.RowCount rule => $"row_count {rule.Min} {rule.Max}",
        CheckDefinition.Freshness rule => $"freshness {rule.Column} {rule.AgeMax}",
        CheckDefinition.Sql rule => $"sql {rule.Where}",
        _ => throw new InvalidOperationException($"unknown check {check.GetType().Name}"),
    };
}
