using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Selection;

namespace Tarn.Definitions.Binding;

/// <summary>Rules between the keys of one model.</summary>
internal sealed class ModelKeyRules(BindingContext context, MapReader reader)
{
    private static readonly string[] ReplacingKeys = ["deleted_when", "latest_by"];

    public void Check(ModelDefinition model)
    {
        CheckStrategy(model);
        if (model.Materialized == Materialization.View)
        {
            CheckView(model);
        }
        else
        {
            CheckStored("partition_by", model.PartitionBy);
            CheckStored("unique_key", model.UniqueKey);
            CheckParameters(model);
        }

        if (model.Materialized != Materialization.Incremental && reader.Find("max_tries") is not null)
        {
            Refuse("max_tries", "max_tries is for incremental models", "others read all of their inputs each time");
        }

        if (model.Deduplicate is not null
            && (model.Materialized != Materialization.Incremental || model.Strategy != Strategy.Append))
        {
            Refuse(
                "deduplicate",
                "deduplicate is for incremental models that append",
                "other strategies replace rows by their key");
        }

        foreach (string key in ReplacingKeys.Where(key => !model.ReplacesByKey && reader.Find(key) is not null))
        {
            Refuse(
                key,
                $"{key} is for incremental models of strategy merge or delete_insert",
                "other models do not replace rows by their key");
        }

        if (model.Materialized != Materialization.Incremental && model.Bookmark is not null)
        {
            Refuse("bookmark", "bookmark is for incremental models", "a table or view always reads its inputs whole");
        }
    }

    private void CheckStrategy(ModelDefinition model)
    {
        if (reader.Find("strategy") is null)
        {
            return;
        }

        if (model.Materialized != Materialization.Incremental)
        {
            Refuse("strategy", "strategy is for incremental models", "add 'materialized: incremental' or remove it");
        }
        else if (model.Strategy is Strategy.Merge or Strategy.DeleteInsert && reader.Find("unique_key") is null)
        {
            Missing(
                "unique_key",
                model.Strategy == Strategy.Merge ? "merge" : "delete_insert",
                "the columns that tell rows apart");
        }
        else if (model.Strategy == Strategy.InsertOverwrite && reader.Find("partition_by") is null)
        {
            Missing("partition_by", "insert_overwrite", "the columns whose values name the partitions to replace");
        }
    }

    private void CheckView(ModelDefinition model)
    {
        const string advice = "use 'materialized: table' to keep rows";
        if (model.PartitionBy.Count > 0)
        {
            Refuse("partition_by", "a view has no partitions: it keeps no rows", advice);
        }

        if (model.UniqueKey.Count > 0)
        {
            Refuse("unique_key", "a view has no unique_key: it keeps no rows", advice);
        }

        if (model.OnArrival is not null)
        {
            Refuse("on_arrival", "a view has no on_arrival: nothing runs for it", advice);
        }

        if (model.Parameters.Count > 0)
        {
            Refuse("parameters", "a view has no parameters: no run gives values for it", advice);
        }

        if (model.Private is not null)
        {
            Refuse("private", "a view has no private columns: it keeps no rows", advice);
        }

        if (model.Checks.Count > 0)
        {
            Refuse("checks", "a view has no checks: there is no moment at which its rows are written", advice);
        }
    }

    /// <summary>Where no run may give a value, there must be one already.</summary>
    private void CheckParameters(ModelDefinition model)
    {
        if (RunParameters.CanBeRanged(model))
        {
            return;
        }

        foreach (ModelParameter parameter in model.Parameters.Where(parameter => parameter.Default is null))
        {
            context.BadValue(
                parameter.Location,
                $"parameter '{parameter.Name}' needs a default: no run can give values to this model",
                $"expected '{parameter.Name}: TEXT'",
                $"runs give values to {RunParameters.Rangeable}");
        }
    }

    private void CheckStored(string key, IReadOnlyList<string> columns)
    {
        if (columns.FirstOrDefault(column => column.StartsWith('_')) is { } column)
        {
            Refuse(
                key, $"{key} names '{column}', which is not stored", "columns starting with '_' exist for checks only");
        }
    }

    private void Refuse(string key, string message, string label) =>
        context.BadValue(reader.Place(key), message, label);

    private void Missing(string key, string strategy, string meaning) => context.Diagnostics.Error(
        ErrorCodes.MissingKey, reader.Place("strategy"), $"strategy {strategy} needs '{key}'", $"add {key}: {meaning}");
}
