using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Maps and rows ("Map functions and operators").</summary>
internal static class MapRules
{
    private const string Templates = """
        map/0 = MAP {}
        map_filter/2 = map_from_entries(list_filter(map_entries({0}), lambda tarn_e: {1@tarn_e.key;tarn_e.value}))
        transform_keys/2 = map_from_entries(list_transform(map_entries({0}), lambda tarn_e:
          struct_pack(key := {1@tarn_e.key;tarn_e.value}, value := tarn_e.value)))
        transform_values/2 = map_from_entries(list_transform(map_entries({0}), lambda tarn_e:
          struct_pack(key := tarn_e.key, value := {1@tarn_e.key;tarn_e.value})))
        []/2 map = list_transform([struct_pack(m := {0}, k := {1})], lambda tarn_p:
          CASE WHEN tarn_key_missing(map_contains(tarn_p.m, tarn_p.k), CAST(tarn_p.k AS VARCHAR)) THEN NULL
          ELSE map_extract_value(tarn_p.m, tarn_p.k) END)[1]
        []/2 row = struct_extract_at({0}, {1})
        """;

    public static RuleTable Table { get; } = new(
        $"""
        {Templates}
        map_zip_with/3 = list_transform([struct_pack(a := {"{0}"}, b := {"{1}"})], lambda tarn_m: list_transform(
          [{ArrayRules.Distinct("(map_keys(tarn_m.a) || map_keys(tarn_m.b))")}], lambda tarn_k:
          map(tarn_k, list_transform(tarn_k, lambda tarn_o:
          {"{2@tarn_o;map_extract_value(tarn_m.a, tarn_o);map_extract_value(tarn_m.b, tarn_o)}"})))[1])[1]
        multimap_from_entries/1 = {Multimap("{0}")}
        multimap_agg/2 = {Multimap(Pairs)}
        map_agg/2 = list_transform([list_sort({Pairs})], lambda tarn_s: list_transform([list_filter(tarn_s,
          lambda tarn_e, tarn_j: tarn_j = 1 OR tarn_e.k IS DISTINCT FROM tarn_s[tarn_j - 1].k)], lambda tarn_d:
          map(list_transform(tarn_d, lambda tarn_e: tarn_e.k), list_transform(tarn_d, lambda tarn_e: tarn_e.v)))[1])[1]
        map_union/1 = list_transform([list_sort(flatten(list(map_entries({"{0}"})){"{~}"}))], lambda tarn_s:
          map_from_entries(list_filter(tarn_s, lambda tarn_e, tarn_j:
          tarn_j = 1 OR tarn_e.key IS DISTINCT FROM tarn_s[tarn_j - 1].key)))[1]
        """,
        [],
        [
            ScalarFunction.OfBatches(
                "tarn_key_missing", [OwnTypes.Boolean, OwnTypes.Varchar], MissingKeys.Check),
        ]);

    /// <summary>Pairs without a key are left out.</summary>
    private static string Pairs =>
        "list_filter(list(struct_pack(k := {0}, v := {1})){~}, lambda tarn_e: tarn_e.k IS NOT NULL)";

    /// <summary>A list of pairs as a map of the keys to the lists of their values.</summary>
    private static string Multimap(string pairs) => $"""
        list_transform([{pairs}], lambda tarn_l: list_transform([
          {ArrayRules.Distinct("list_transform(tarn_l, lambda tarn_x: struct_extract_at(tarn_x, 1))")}],
          lambda tarn_k: map(tarn_k, list_transform(tarn_k, lambda tarn_y: list_transform(list_filter(tarn_l,
          lambda tarn_x: struct_extract_at(tarn_x, 1) IS NOT DISTINCT FROM tarn_y),
          lambda tarn_x: struct_extract_at(tarn_x, 2)))))[1])[1]
        """.ReplaceLineEndings(" ");
}
