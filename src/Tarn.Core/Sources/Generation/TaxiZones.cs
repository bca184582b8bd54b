using System.Collections.Immutable;
using System.Globalization;

namespace Tarn.Sources.Generation;

/// <summary>
/// The taxi zones of New York, by the Taxi and Limousine Commission's numbers. 264 and 265 stand for places that are
/// not known and not in the city.
/// </summary>
public static class TaxiZones
{
    // A line "BOROUGH | SERVICE ZONE", then its zones as "NUMBER NAME; ...".
    private const string Text = """
        EWR | EWR
          1 Newark Airport
        Queens | Boro Zone
          2 Jamaica Bay; 7 Astoria; 8 Astoria Park; 9 Auburndale; 10 Baisley Park; 15 Bay Terrace/Fort Totten;
          16 Bayside; 19 Bellerose; 27 Breezy Point/Fort Tilden/Riis Beach; 28 Briarwood/Jamaica Hills;
          30 Broad Channel; 38 Cambria Heights; 53 College Point; 56 Corona; 57 Corona; 64 Douglaston;
          70 East Elmhurst; 73 East Flushing; 82 Elmhurst; 83 Elmhurst/Maspeth; 86 Far Rockaway; 92 Flushing;
          93 Flushing Meadows-Corona Park; 95 Forest Hills; 96 Forest Park/Highland Park; 98 Fresh Meadows;
          101 Glen Oaks; 102 Glendale; 117 Hammels/Arverne; 121 Hillcrest/Pomonok; 122 Hollis; 124 Howard Beach;
          129 Jackson Heights; 130 Jamaica; 131 Jamaica Estates; 134 Kew Gardens; 135 Kew Gardens Hills;
          139 Laurelton; 145 Long Island City/Hunters Point; 146 Long Island City/Queens Plaza; 157 Maspeth;
          160 Middle Village; 171 Murray Hill-Queens; 173 North Corona; 175 Oakland Gardens; 179 Old Astoria;
          180 Ozone Park; 191 Queens Village; 192 Queensboro Hill; 193 Queensbridge/Ravenswood; 196 Rego Park;
          197 Richmond Hill; 198 Ridgewood; 201 Rockaway Park; 203 Rosedale; 205 Saint Albans;
          207 Saint Michaels Cemetery/Woodside; 215 South Jamaica; 216 South Ozone Park;
          218 Springfield Gardens North; 219 Springfield Gardens South; 223 Steinway; 226 Sunnyside;
          252 Whitestone; 253 Willets Point; 258 Woodhaven; 260 Woodside
        Bronx | Boro Zone
          3 Allerton/Pelham Gardens; 18 Bedford Park; 20 Belmont; 31 Bronx Park; 32 Bronxdale; 46 City Island;
          47 Claremont/Bathgate; 51 Co-Op City; 58 Country Club; 59 Crotona Park; 60 Crotona Park East;
          69 East Concourse/Concourse Village; 78 East Tremont; 81 Eastchester; 94 Fordham South; 119 Highbridge;
          126 Hunts Point; 136 Kingsbridge Heights; 147 Longwood; 159 Melrose South; 167 Morrisania/Melrose;
          168 Mott Haven/Port Morris; 169 Mount Hope; 174 Norwood; 182 Parkchester; 183 Pelham Bay;
          184 Pelham Bay Park; 185 Pelham Parkway; 199 Rikers Island; 200 Riverdale/North Riverdale/Fieldston;
          208 Schuylerville/Edgewater Park; 212 Soundview/Bruckner; 213 Soundview/Castle Hill;
          220 Spuyten Duyvil/Kingsbridge; 235 University Heights/Morris Heights; 240 Van Cortlandt Park;
          241 Van Cortlandt Village; 242 Van Nest/Morris Park; 247 West Concourse; 248 West Farms/Bronx River;
          250 Westchester Village/Unionport; 254 Williamsbridge/Olinville; 259 Woodlawn/Wakefield
        Manhattan | Yellow Zone
          4 Alphabet City; 12 Battery Park; 13 Battery Park City; 24 Bloomingdale; 43 Central Park; 45 Chinatown;
          48 Clinton East; 50 Clinton West; 68 East Chelsea; 79 East Village; 87 Financial District North;
          88 Financial District South; 90 Flatiron; 100 Garment District;
          103 Governor's Island/Ellis Island/Liberty Island; 104 Governor's Island/Ellis Island/Liberty Island;
          105 Governor's Island/Ellis Island/Liberty Island; 107 Gramercy; 113 Greenwich Village North;
          114 Greenwich Village South; 125 Hudson Sq; 137 Kips Bay; 140 Lenox Hill East; 141 Lenox Hill West;
          142 Lincoln Square East; 143 Lincoln Square West; 144 Little Italy/NoLiTa; 148 Lower East Side;
          151 Manhattan Valley; 158 Meatpacking/West Village West; 161 Midtown Center; 162 Midtown East;
          163 Midtown North; 164 Midtown South; 170 Murray Hill; 186 Penn Station/Madison Sq West;
          194 Randalls Island; 209 Seaport; 211 SoHo; 224 Stuy Town/Peter Cooper Village;
          229 Sutton Place/Turtle Bay North; 230 Times Sq/Theatre District; 231 TriBeCa/Civic Center;
          232 Two Bridges/Seward Park; 233 UN/Turtle Bay South; 234 Union Sq; 236 Upper East Side North;
          237 Upper East Side South; 238 Upper West Side North; 239 Upper West Side South;
          246 West Chelsea/Hudson Yards; 249 West Village; 261 World Trade Center; 262 Yorkville East;
          263 Yorkville West
        Staten Island | Boro Zone
          5 Arden Heights; 6 Arrochar/Fort Wadsworth; 23 Bloomfield/Emerson Hill; 44 Charleston/Tottenville;
          84 Eltingville/Annadale/Prince's Bay; 99 Freshkills Park; 109 Great Kills; 110 Great Kills Park;
          115 Grymes Hill/Clifton; 118 Heartland Village/Todt Hill; 156 Mariners Harbor;
          172 New Dorp/Midland Beach; 176 Oakwood; 187 Port Richmond; 204 Rossville/Woodrow;
          206 Saint George/New Brighton; 214 South Beach/Dongan Hills; 221 Stapleton; 245 West Brighton;
          251 Westerleigh
        Brooklyn | Boro Zone
          11 Bath Beach; 14 Bay Ridge; 17 Bedford; 21 Bensonhurst East; 22 Bensonhurst West; 25 Boerum Hill;
          26 Borough Park; 29 Brighton Beach; 33 Brooklyn Heights; 34 Brooklyn Navy Yard; 35 Brownsville;
          36 Bushwick North; 37 Bushwick South; 39 Canarsie; 40 Carroll Gardens; 49 Clinton Hill; 52 Cobble Hill;
          54 Columbia Street; 55 Coney Island; 61 Crown Heights North; 62 Crown Heights South; 63 Cypress Hills;
          65 Downtown Brooklyn/MetroTech; 66 DUMBO/Vinegar Hill; 67 Dyker Heights; 71 East Flatbush/Farragut;
          72 East Flatbush/Remsen Village; 76 East New York; 77 East New York/Pennsylvania Avenue;
          80 East Williamsburg; 85 Erasmus; 89 Flatbush/Ditmas Park; 91 Flatlands; 97 Fort Greene; 106 Gowanus;
          108 Gravesend; 111 Green-Wood Cemetery; 112 Greenpoint; 123 Homecrest; 133 Kensington; 149 Madison;
          150 Manhattan Beach; 154 Marine Park/Floyd Bennett Field; 155 Marine Park/Mill Basin; 165 Midwood;
          177 Ocean Hill; 178 Ocean Parkway South; 181 Park Slope; 188 Prospect-Lefferts Gardens;
          189 Prospect Heights; 190 Prospect Park; 195 Red Hook; 210 Sheepshead Bay; 217 South Williamsburg;
          222 Starrett City; 225 Stuyvesant Heights; 227 Sunset Park East; 228 Sunset Park West;
          255 Williamsburg (North Side); 256 Williamsburg (South Side); 257 Windsor Terrace
        Manhattan | Boro Zone
          41 Central Harlem; 42 Central Harlem North; 74 East Harlem North; 75 East Harlem South;
          116 Hamilton Heights; 120 Highbridge Park; 127 Inwood; 128 Inwood Hill Park; 152 Manhattanville;
          153 Marble Hill; 166 Morningside Heights; 202 Roosevelt Island; 243 Washington Heights North;
          244 Washington Heights South
        Queens | Airports
          132 JFK Airport; 138 LaGuardia Airport
        Unknown | N/A
          264 N/A
        N/A | N/A
          265 Outside of NYC
        """;

    private const StringSplitOptions Separation =
        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>All 265 zones, by number.</summary>
    public static ImmutableArray<TaxiZone> All { get; } = [.. Parse().OrderBy(zone => zone.LocationId)];

    private static IEnumerable<TaxiZone> Parse()
    {
        string borough = "";
        string serviceZone = "";
        foreach (string line in Text.Split('\n'))
        {
            if (!line.StartsWith(' '))
            {
                (borough, serviceZone) = line.Split(" | ") is [var first, var second]
                    ? (first, second)
                    : throw new FormatException($"'{line}' is not 'BOROUGH | SERVICE ZONE'");
                continue;
            }

            foreach (string item in line.Split(';', Separation))
            {
                int space = item.IndexOf(' ', StringComparison.Ordinal);
                int number = int.Parse(item.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture);
                yield return new TaxiZone(number, borough, item[(space + 1)..], serviceZone);
            }
        }
    }
}
