"""A seed of a handful of rows that uses every mechanism of the collections once."""

from __future__ import annotations

from pathlib import Path

FILES: dict[str, str] = {
    "publications.csv": """at,code,publisher,title,page,source,published_fields
2022-01-03,DIGDIR-2989,Digitaliseringsdirektoratet,Nye tiltak i 2022,digdir.no/2989,published,
""",
    "organisations.csv": """at,code,name,short_name,kind,number,valid_from,valid_to,successor,source,published_fields
2022-01-03,HDIR,Helsedirektoratet,Hdir,state_agency,,,,,illustrative,name=DIGDIR-2989
2022-01-03,EHELSE,Direktoratet for e-helse,,state_agency,,,2023-12-31,HDIR,illustrative,
2022-01-03,DIGDIR,Digitaliseringsdirektoratet,Digdir,state_agency,,,,,illustrative,
""",
    "people.csv": """at,code,name,function,email,phone,organisation,language,active,demo_role,source,published_fields
2022-01-03,P-OFFICE,Porteføljekontoret,Porteføljeansvarlig,kontor@example.no,,HDIR,nb,yes,programme_manager,illustrative,
2022-01-03,P-ADMIN,Systemansvarlig,,admin@example.no,,HDIR,nb,yes,administrator,illustrative,
2022-01-03,P-OWNER,"Tiltaksansvarlig, Helsedirektoratet",,eier@example.no,,HDIR,nn,yes,initiative_owner,illustrative,
""",
    "status-scales.csv": """at,code,title,source,published_fields
2022-01-03,state,Statens farger,illustrative,
""",
    "status-words.csv": """at,scale,code,position,light,reportable,language,title,summary,source,published_fields
2022-01-03,state,green,1,green,yes,nb,På plan,Blir levert etter plan,illustrative,
2022-01-03,state,yellow,2,yellow,yes,nb,Noe avvik,Noe avvik fra opprinnelig plan,illustrative,
2022-01-03,state,none,3,none,no,nb,Ikke rapportert,,illustrative,
""",
    "missions.csv": """at,slug,language,title,summary,currency,start_date,target_date,scale,source,published_fields
2022-01-03,alvorlig-sykt-barn,nb,Alvorlig sykt barn,Innen 2032 …,NOK,2021-01-01,2032-12-31,state,illustrative,title=DIGDIR-2989
""",
    "role-grants.csv": """at,person,role,mission,source,published_fields
2022-01-03,P-OFFICE,programme_manager,,illustrative,
2022-01-03,P-ADMIN,administrator,,illustrative,
2022-01-03,P-OWNER,initiative_owner,alvorlig-sykt-barn,illustrative,
""",
    "strategic-goals.csv": """at,mission,code,position,title,source,published_fields
2022-01-03,alvorlig-sykt-barn,G1,1,Enklere hverdag,illustrative,
2022-01-03,alvorlig-sykt-barn,G2,2,Bedre samhandling,illustrative,
""",
    "challenge-areas.csv": """at,mission,code,position,colour,language,title,summary,source,published_fields
2022-01-03,alvorlig-sykt-barn,1A,1,1,nb,Manglende brukermedvirkning,,illustrative,title=DIGDIR-2989
2022-01-03,alvorlig-sykt-barn,2,2,2,nb,"Ledelse, organisering",,illustrative,
""",
    "influences.csv": """at,mission,source_area,target_area,strength,mechanism,source,published_fields
2022-01-03,alvorlig-sykt-barn,2,1A,strong,Ingen eier helheten,illustrative,
""",
    "indicators.csv": """at,mission,code,position,level,direction,coverage,language,title,summary,unit,method,target_value,target_date,months_between,publication_lag_months,areas,baseline,source,published_fields
2022-02-01,alvorlig-sykt-barn,I1,1,effect,down,sample,nb,Familiens tid,,timer/uke,Spørreundersøkelse,8,2032-12-31,12,2,2 1A,2021,illustrative,
""",
    "measurements.csv": """at,mission,indicator,period,series,published_on,value,low,high,sample_size,note,source,published_fields
2022-02-02,alvorlig-sykt-barn,I1,2021,1,,19,,,,Nullpunkt,published,value=DIGDIR-2989
2025-02-02,alvorlig-sykt-barn,I1,2024,1,2025-02-01,16.5,14.25,18.75,402,,illustrative,
""",
    "evidence.csv": """at,mission,code,kind,strength,title,publisher,year,page,finding,source,published_fields
2022-01-03,alvorlig-sykt-barn,E1,law,strong,Barnekoordinator er lov,Stortinget,2021,,,illustrative,
2022-01-03,alvorlig-sykt-barn,E2,survey,weak,Brukerpanelet,,2024,,,illustrative,
""",
    "assignments.csv": """at,mission,code,giver,receiver,letter,number,title,given_on,due_on,answered_on,joint,archive_reference,source,published_fields
2022-01-03,alvorlig-sykt-barn,O1,DIGDIR,HDIR,Tildelingsbrev 2022,12,Samle informasjon,2022-01-02,2022-12-31,,no,,illustrative,
""",
    "funding-sources.csv": """at,code,name,instrument,payer,chapter,item,earliest_year,currency,source,published_fields
2022-01-03,MEDFIN,Medfinansieringsordningen,co_funding,DIGDIR,,,,NOK,published,name=DIGDIR-2989
""",
    "external-nodes.csv": """at,mission,code,title,owner,expected,arrived_on,source,published_fields
""",
    "initiatives.csv": """at,code,language,title,summary,mission,segment,moscow,wave,goals,assignments,kind,second_kind,state,phase,lead,planned_start,planned_finish,forecast_finish,build_low,build_likely,build_high,bounds_are,price_year,source,published_fields
2022-06-01,ETI,nb,Enklere tilgang til informasjon,Samler informasjon,alvorlig-sykt-barn,follow,must,1,G2 G1,O1,digital,,ongoing,execution,HDIR,2022-H2,2025,2026-Q2,67500000,80000000.50,100000000,p10_p90,2026,illustrative,title=DIGDIR-2989; planned_finish=DIGDIR-2989
2022-06-01,T10,nb,Nasjonal modell for barnekoordinator,,alvorlig-sykt-barn,,,,,,organisation,,considered,idea,HDIR,,,,,,,unstated,,illustrative,
2022-05-01,T9,nb,Ny årsplan,,alvorlig-sykt-barn,,,,,,law,digital,considered,,,,,,,,,unstated,,illustrative,
""",
    "initiative-persons.csv": """at,initiative,person,part,from_date,to_date,source,published_fields
2022-06-01,ETI,P-OWNER,owner,2022-06-01,,illustrative,
""",
    "contributions.csv": """at,mission,initiative,area,strength,main,mechanism,line_change,evidence,source,published_fields
2022-06-01,alvorlig-sykt-barn,ETI,1A,strong,yes,"Familien finner svaret selv, før den må spørre",,E2 E1,illustrative,
2023-01-10,alvorlig-sykt-barn,ETI,2,weak,no,Bygger på skjønn,,,illustrative,
""",
    "grants.csv": """at,code,initiative,funding_source,body,step,decided,total,letter,terms,source,published_fields
2022-06-15,GRANT-ETI,ETI,MEDFIN,DIGDIR,final,2022-06,57383633,,,published,total=DIGDIR-2989; decided=DIGDIR-2989
""",
    "funding-lines.csv": """at,initiative,funding_source,grant,recipient,year,use,state,amount,note,source,published_fields
2022-06-15,ETI,MEDFIN,GRANT-ETI,HDIR,,build,granted,57383633,,published,amount=DIGDIR-2989
""",
    "dependencies.csv": """at,mission,initiative,needs,external_node,kind,lag_days,reason,source,published_fields
2022-07-01,alvorlig-sykt-barn,T10,ETI,,finish_to_start,0,Trenger innholdet,illustrative,
2022-07-01,alvorlig-sykt-barn,ETI,T9,,shared_solution,0,Samme søk,illustrative,
""",
    "criteria.csv": """at,mission,code,position,colour,language,title,summary,weight,source,published_fields
2022-08-01,alvorlig-sykt-barn,nytte,1,1,nb,Nytte,,30.5,illustrative,
""",
    "scores.csv": """at,mission,initiative,criterion,low,likely,high,reason,evidence,source,published_fields
2022-08-02,alvorlig-sykt-barn,ETI,nytte,50,62.5,75,Mange får hjelp,E1,illustrative,
""",
    "reporting-rounds.csv": """at,mission,code,title,cut_off,opens_on,due_on,state,source,published_fields
2024-01-10,alvorlig-sykt-barn,2024-T1,Tertial 1 2024,2024-04-30,2024-04-20,2024-05-10,closed,illustrative,
start-11d,alvorlig-sykt-barn,OPEN,Åpen runde,start-1d,start-11d,start+3d,open,illustrative,
""",
    "status-reports.csv": """at,mission,round,initiative,state,reporter,language,scale,overall,overall_word,time,cost,benefit,comment,forecast_finish,forecast_cost,deliverables_done,deliverables_total,submitted_at,returned_because,source,published_fields
2024-05-02,alvorlig-sykt-barn,2024-T1,ETI,locked,P-OWNER,nb,state,yellow,Noen utfordringer,,,,"To leveranser gjenstår.
Vi rekker det.",2025-12-31,,0,2,2024-05-02,,illustrative,overall_word=DIGDIR-2989
""",
    "translations.csv": """at,collection,key,language,title,summary,source,published_fields
2022-01-04,missions,alvorlig-sykt-barn,en,Seriously ill child,,illustrative,
2022-01-04,challenge-areas,alvorlig-sykt-barn/1A,en,Users are not heard,,illustrative,
2022-01-04,status-words,state/green,en,On track,Will be delivered as planned,illustrative,
2022-06-02,initiatives,ETI,en,Easier access to information,,illustrative,
""",
    "changes.csv": """at,collection,key,field,from,to,note
2024-01-01,organisations,EHELSE,valid_to,,2023-12-31,Slått sammen med Helsedirektoratet
2024-01-01,organisations,EHELSE,successor,,HDIR,Slått sammen med Helsedirektoratet
2023-01-01,initiatives,ETI,state,considered,in_portfolio,Tatt inn
2023-03-01,initiatives,ETI,state,in_portfolio,ongoing,BP3
2023-03-01,initiatives,ETI,phase,planning,execution,BP3
2024-05-03,initiatives,ETI,forecast_finish,,2026-Q2,Etter runden
2024-05-11,status-reports,alvorlig-sykt-barn/2024-T1/ETI,state,submitted,locked,
2024-05-11,reporting-rounds,alvorlig-sykt-barn/2024-T1,state,open,closed,
2023-02-01,contributions,alvorlig-sykt-barn/ETI/1A,evidence,E1,E1 E2,
2023-05-01,funding-lines,ETI/MEDFIN/build/granted,note,Foreløpig,,
2023-05-01,translations,initiatives/ETI/en,title,Easy access,Easier access to information,
""",
}


def written(folder: Path, **instead: str) -> Path:
    """The files in a folder; a keyword ``initiatives="…"`` replaces that file's text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        changed = instead.get(name.removesuffix(".csv").replace("-", "_"))
        (folder / name).write_text(text if changed is None else changed, encoding="utf-8")
    return folder


def changed(name: str, before: str, after: str) -> str:
    """The text of one file with one passage changed."""
    text = FILES[name]
    if text.count(before) != 1:
        raise ValueError(f"{before!r} stands {text.count(before)} times in {name}")
    return text.replace(before, after)
